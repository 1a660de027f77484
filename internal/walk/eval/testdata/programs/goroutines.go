package main

import (
	"errors"
	"fmt"
	"sync"
)

func produce(n int) <-chan int {
	ch := make(chan int, n)
	go func() {
		defer close(ch)
		for i := range n {
			ch <- i * i
		}
	}()
	return ch
}

func main() {
	for v := range produce(4) {
		fmt.Print(v, " ")
	}
	fmt.Println()
	done := make(chan error, 1)
	go func() { done <- errors.New("finished") }()
	select {
	case err := <-done:
		fmt.Println(err)
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	total := 0
	for i := 1; i <= 3; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			total += i
		}()
	}
	wg.Wait()
	fmt.Println(total)
	select {
	case <-make(chan int):
		fmt.Println("never")
	default:
		fmt.Println("default")
	}
	r := make(chan string, 1)
	go func(s string) { r <- s }("arg")
	fmt.Println(<-r)
	serve()
}

// serve starts a goroutine that answers and then waits for ever.
func serve() {
	ask, quit := make(chan chan string), make(chan bool)
	answer := make(chan string)
	go func() {
		defer fmt.Println("not reached")
		for {
			select {
			case c := <-ask:
				c <- "answer"
			case <-quit:
				return
			}
		}
	}()
	ask <- answer
	fmt.Println(<-answer)
}
