package llm

import (
	"context"
	"errors"
)

// giveUp is how many requests in a row may find the endpoint unavailable, each
// after its attempts, before no other is sent; or be refused, or answered with
// what is no reply, if none has ever been served.
const giveUp = 8

// Complete sends a request, in the form that the endpoint bears.
func (e *Endpoint) Complete(ctx context.Context, r Request) (*Reply, error) {
	done, err := e.turn(ctx)
	if err != nil {
		return nil, err
	}
	reply, err := e.complete(ctx, r)
	var failed *Error
	errors.As(err, &failed)
	done(err == nil || failed != nil && failed.Kind.served())
	e.note(err == nil, failed)
	if err != nil {
		return nil, err
	}
	return reply, nil
}

// turn waits until this request may go. Until one was served there is but one at
// a time. What it returns must be called with whether the request was served.
func (e *Endpoint) turn(ctx context.Context) (done func(served bool), err error) {
	if e.hasServed() {
		return func(bool) {}, nil
	}
	select {
	case <-e.served:
		return func(bool) {}, nil
	case e.first <- struct{}{}:
		return func(served bool) {
			if served && !e.hasServed() {
				close(e.served)
			}
			<-e.first
		}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// note counts how a request went.
func (e *Endpoint) note(ok bool, failed *Error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case ok:
		e.stats.Replies++
		e.failing = 0
	case failed == nil || failed.Stop:
	case failed.Kind == Unavailable, failed.Kind == BadRequest && failed.Status != 0 && !e.hasServed(),
		failed.Kind == Malformed && e.stats.Replies == 0: // it may be no endpoint at all
		if e.failing++; e.failing >= giveUp && e.halted == nil {
			last := *failed
			last.Stop = true
			e.halted = &last
		}
	case failed.Kind != Budget:
		e.failing = 0
	}
}

// complete tries the forms in turn until one is taken, and remembers it.
func (e *Endpoint) complete(ctx context.Context, r Request) (*Reply, error) {
	if err := e.stopped(); err != nil {
		return nil, err
	}
	e.mu.Lock()
	f := e.form
	e.mu.Unlock()
	for {
		reply, err := e.try(ctx, r, f)
		var failed *Error
		if errors.As(err, &failed) {
			if next, ok := f.after(failed); ok && (len(r.Schema) > 0 || next.tier == f.tier) {
				f = next
				continue
			}
		}
		if err == nil || failed != nil && failed.Kind.served() {
			e.remember(f)
		}
		return reply, err
	}
}

// remember takes over a form that was served, if it is further on than the one
// that was: another request may have come to know more meanwhile.
func (e *Endpoint) remember(f form) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if f.tier.rank() > e.form.tier.rank() {
		e.form.tier = f.tier
	}
	e.form.style = max(e.form.style, f.style)
}

// try sends a request in one form, and settles what it has used.
func (e *Endpoint) try(ctx context.Context, r Request, f form) (*Reply, error) {
	request, err := f.write(r, e.model)
	if err != nil {
		return nil, newError(BadRequest, err.Error())
	}
	most := Usage{In: e.estimator.of(r), Out: f.cap(r)}
	reserved, err := e.budget.reserve(ctx, most)
	if err != nil {
		return nil, err
	}
	x := &exchange{e: e, reserved: reserved}
	completion, err := e.client(x).CreateChatCompletion(ctx, request)
	if err != nil {
		err = e.mend(ctx, err)
		used := Usage{}
		var failed *Error
		if x.lost || errors.As(err, &failed) && failed.Kind == Malformed {
			used = most
		}
		reserved.settle(used)
		return nil, err
	}
	reply, failed := read(&completion)
	reply.Tier = f.tier
	if reply.Usage == (Usage{}) {
		reply.Usage = Usage{In: most.In, Out: min(most.Out, Tokens(reply.Text))}
	} else {
		e.estimator.learn(r, reply.Usage.In)
	}
	reserved.settle(reply.Usage)
	if failed != nil {
		failed.Host, failed.Message = e.host, e.secret.redact(failed.Message)
		return nil, failed
	}
	return reply, nil
}
