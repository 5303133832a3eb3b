#include "lesson/start.hpp"

#include "support/json_text.hpp"

namespace schedlitmus::lesson {

namespace {

constexpr const char* kLesson = R"md(

Say here what the lesson is about. A block says what is run, and on which releases:

```schedlitmus
{"run": "two", "program": "ten_goroutines", "go": "latest", "gomaxprocs": 2,
 "trace": {"period": "25ms"}, "deadline": "10s", "hold": {"good": 0.90, "bad": 0.60, "max_runs": 40}}
```

A sentence that must be true has checks, as in an expectation (docs/expectations.md). It is tried in many short runs:

```schedlitmus
{"says": "Ten goroutines count on two Ps, so eight wait", "of": "two",
 "checks": [{"id": "eight-wait", "at": "300ms", "within": "50ms", "field": "waiting", "equals": 8, "tolerance": 1}]}
```

What is shown is chosen by what it shows, not by its line:

```schedlitmus
{"show": "excerpt", "of": "two", "when": {"from": "250ms", "field": "waiting", "equals": 8}, "lines": 3}
```

```schedlitmus
{"show": "picture", "of": "two", "when": {"from": "250ms", "field": "waiting", "equals": 8}}
```
)md";

constexpr const char* kProgram = R"go(// Say here what the program shows.
//
// Four goroutines count for a while each and main waits for them.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	begin := time.Now()
	var all sync.WaitGroup
	all.Add(4)
	for i := 0; i < 4; i++ {
		go func() {
			for start := time.Now(); time.Since(start) < 50*time.Millisecond; {
			}
			all.Done()
		}()
	}
	all.Wait()
	// A line of this form is a number that checks can be about.
	fmt.Printf("measure: took_ms=%d\n", int64(time.Since(begin)/time.Millisecond))
}
)go";

constexpr const char* kScenario = R"json(,
    "go": ">=1.4",                  // what it is about
    "default_releases": "latest",   // which of them are tried when the command line names none
    "gomaxprocs": [2],
    "trace": {"period": "20ms"},    // "detail": true for P, M and G lines
    "deadline": "10s"
  },
  "checks": [
    {
      "id": "ends-well",
      "why": "Say here what would be wrong otherwise.",
      "outcome": "exit_status", "equals": 0
    },
    {
      "id": "few-threads",
      "why": "A thread for each P, and some for the runtime.",
      "always": true,
      "field": "threads", "max": "gomaxprocs + 10"
    }
  ]
}
)json";

}  // namespace

std::string new_lesson(const std::string& title) { return "# " + title + kLesson; }

std::string new_program() { return kProgram; }

std::string new_expectation(const std::string& program) {
  return std::string("{\n  \"title\": \"Say here what the scheduler should do\",\n") +
         "  \"why\": \"Say here what in the scheduler makes it so.\",\n  \"scenario\": {\n    \"program\": " +
         json::string_text(program) + kScenario;
}

}  // namespace schedlitmus::lesson
