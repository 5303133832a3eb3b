// The language: what several expectations, or several runs of one, have in common.
#include <fmt/format.h>

#include <algorithm>

#include "expectation/defaults.hpp"
#include "expectation/language_parts.hpp"

namespace schedlitmus::expectation {
namespace {

constexpr std::string_view kParameters = R"(
<a id="parameters"></a>
### Parameters

```json
{
  "title": "Few goroutines wait, whatever the load",
  "parameters": {"limit": 8, "when": "300ms", "procs": [2]},
  "scenario": {"program": "ten_goroutines", "go": ">=1.5", "gomaxprocs": "$procs", "trace": {"period": "25ms"}},
  "checks": [
    {"id": "few-wait", "at": "$when", "field": "waiting", "max": "$limit"}
  ]
}
```

A text that is `"$name"` and nothing else stands for the parameter's value, anywhere but in a key. A value is a text, a number, true,
false, or a list of these. `--set limit=20` of `run`, `check`, `lint` and `selftest` puts another value in place of the file's own: a
text where the file has a text, else what JSON reads (`--set 'procs=[2, 4]'`), and a text where it reads nothing. An error in a value
stands where the value is used. A text that begins with a `$` is written with two: `"$$HOME"` is `$HOME`. Reports say the values in
effect, the store keeps them, and a campaign with other values is another plan.
)";

constexpr std::string_view kDefaults = R"(
```json
{
  "$schema": "../schema/defaults.schema.json",
  "parameters": {"period": "25ms"},
  "scenario": {"go": ">=1.5", "gomaxprocs": [2], "trace": {"period": "$period"}, "deadline": "10s"},
  "hold": {"good": 0.9, "bad": 0.6}
}
```

Beside this file, or in a folder below it, this one is whole:

```json
{
  "title": "Four of ten goroutines wait in each local run queue",
  "scenario": {"program": "ten_goroutines"},
  "checks": [
    {"id": "split", "at": "300ms", "field": "local_queues", "equals": [4, 4], "tolerance": 1}
  ]
}
```

What an expectation says itself counts, then what the `defaults.json` of its own folder says, then those of the folders above, up
to `expectations/` of schedlitmus; elsewhere up to the repository's folder (the one with a `.git`), and without one up to the folder that
the command names. Objects are put together key by key (`scenario`, `trace`, `env`, `godebug`, `hold`, `parameters`), all other values,
lists too, are replaced by the nearer one. An expectation with a `"test"` of its own does not take over runs of another test. `$name` in a
`defaults.json` must be declared there or above; an expectation may declare it anew with its own value. `lint` reads these files, too.
)";

}  // namespace

bool is_shared(const LanguageObject& object, const LanguageKey& key) {
  if (object.name == "scenario") return key.name != kOwnScenarioKey;
  if (object.name != "expectation") return false;
  return key.name == "$schema" || std::ranges::find(kSharedKeys, key.name) != kSharedKeys.end();
}

LanguageObject language_of_defaults(const LanguageObject& expectation) {
  LanguageObject defaults{
      "defaults",
      "defaults.json",
      "A file of that name in a folder: values for all expectations of the folder, and of those below "
      "it, that do not have their own.",
      {},
      R"("title": "Defaults of schedlitmus expectations")"};
  std::ranges::copy_if(expectation.keys, std::back_inserter(defaults.keys),
                       [&](const LanguageKey& key) { return is_shared(expectation, key); });
  for (LanguageKey& key : defaults.keys) key.required = false;
  return defaults;
}

std::string_view more_about(const LanguageObject& object) {
  if (object.name == "expectation") return kParameters;
  return object.name == "defaults" ? kDefaults : std::string_view();
}

}  // namespace schedlitmus::expectation
