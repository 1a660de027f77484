package graph

// Reduce returns the graph without the edges that others imply: if a imports b
// and b imports c, that a imports c too is not drawn. What reaches what stays
// the same. Edges inside of a cycle are kept.
func (g *Graph) Reduce() *Graph {
	n := len(g.Nodes)
	out := make([][]int, n)
	for _, e := range g.Edges {
		out[e.From] = append(out[e.From], e.To)
	}
	reach := make([][]bool, n)
	for i := range n {
		reach[i] = make([]bool, n)
		stack := []int{i}
		for len(stack) > 0 {
			at := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for _, to := range out[at] {
				if !reach[i][to] {
					reach[i][to] = true
					stack = append(stack, to)
				}
			}
		}
	}
	cyclic := func(a, b int) bool { return reach[a][b] && reach[b][a] }
	reduced := &Graph{Title: g.Title, Nodes: g.Nodes}
	for _, e := range g.Edges {
		implied := false
		for _, via := range out[e.From] {
			if via != e.To && !cyclic(e.From, via) && !cyclic(via, e.To) && reach[via][e.To] {
				implied = true
				break
			}
		}
		if !implied || cyclic(e.From, e.To) {
			reduced.Edges = append(reduced.Edges, e)
		}
	}
	return reduced
}
