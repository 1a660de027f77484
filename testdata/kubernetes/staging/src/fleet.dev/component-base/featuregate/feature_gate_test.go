package featuregate

import "testing"

func TestEnabled(t *testing.T) {
	const early, late, done Feature = "Early", "Late", "Done"
	tests := []struct {
		set               string
		early, late, done bool
	}{
		{"", false, true, true},
		{"Early=true", true, true, true},
		{"AllAlpha=true,Late=false", true, false, true},
		{"AllBeta=false", false, false, true},
	}
	for _, tt := range tests {
		g := New()
		if err := g.Add(map[Feature]Spec{
			early: {Default: false, Stage: Alpha},
			late:  {Default: true, Stage: Beta},
			done:  {Default: true, Stage: GA, LockToDefault: true},
		}); err != nil {
			t.Fatal(err)
		}
		if err := g.Set(tt.set); err != nil {
			t.Fatalf("Set(%q): %v", tt.set, err)
		}
		if g.Enabled(early) != tt.early || g.Enabled(late) != tt.late || g.Enabled(done) != tt.done {
			t.Errorf("after Set(%q): early=%t late=%t done=%t, want %t %t %t", tt.set,
				g.Enabled(early), g.Enabled(late), g.Enabled(done), tt.early, tt.late, tt.done)
		}
	}
}

func TestSetRefusesLockedFeature(t *testing.T) {
	g := New()
	if err := g.Add(map[Feature]Spec{"Done": {Default: true, LockToDefault: true}}); err != nil {
		t.Fatal(err)
	}
	if err := g.Set("Done=false"); err == nil {
		t.Error("Set changed a locked feature")
	}
}
