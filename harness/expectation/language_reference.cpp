// The language as a page of Markdown, and in the terminal.
#include <fmt/format.h>

#include <algorithm>

#include "expectation/language_parts.hpp"
#include "expectation/loader.hpp"
#include "trace/fields.hpp"

namespace schedlitmus::expectation {
namespace {

constexpr std::string_view kIntroduction = R"(# Expectations: the reference

Made by `schedlitmus language reference`. Tests try the checks on this page: each holds for one run and is missed for
another, but for the one with "reference", which takes many runs, and those of two fields that are 0 in every recording.

An expectation is a JSON file, with comments where you like. This one is whole:

```json
{
  "$schema": "../schema/expectation.schema.json",
  "title": "Ten CPU-bound goroutines: four wait in each local run queue",
  "scenario": {"program": "ten_goroutines", "go": ">=1.5", "gomaxprocs": [2], "trace": {"period": "25ms"}},
  "checks": [
    {"id": "split", "at": "300ms", "field": "local_queues", "equals": [4, 4], "tolerance": 1}
  ]
}
```

From a program to a verdict:

    schedlitmus capture ./myprogram --go latest     one run; its trace is kept as myprogram-RELEASE-p2.trace
    schedlitmus explain TRACE                       what is seen in it, sample by sample; `--at 500ms` for one
    schedlitmus lint FILE                           all errors and doubts of what you wrote, each with its place and the rule
    schedlitmus check TRACE -e FILE                 whether it holds on that trace, and what was seen
    schedlitmus run FILE                            whether it holds run after run, on each release that is named
    schedlitmus language share                      what this page says of a word

With `$schema` an editor completes keys and shows what they mean. `"program"` is a folder with Go sources of a `main` package:
one of `goprograms/`, or a path relative to the file, such as `"./myprogram"`.

A check says **what** is looked at, **when**, and **what it should be**. In one run it is held, missed, or undecided: too few
samples, a window that never began, more than a tenth of the trace lost. Undecided never counts as held. Over many runs its
class decides: a `typical` check HOLDS if it is held in as many runs as `hold` says.

**Values.** A duration has a unit: `"150ms"`, `"2s"`, `"1.5s"`, `"1m30s"`; times count from the program's start. Releases: `"1.13"`,
`">=1.5"`, `"<1.5"`, `"1.10..1.13"`, `"1.5, 1.9, latest"`. Sizes: `"64MiB"`, `"1GB"`. A share is a number from 0 to 1; of samples also `"10%"`.
)";

constexpr std::string_view kOutcomesOfARun = R"(
### What a run says

| when | is decided | and shows, for example |
|---|---|---|
| `at` | by the sample nearest to the time, the earlier of two as near | `[4 4]` |
| `always`, `never` | missed by the first sample against it; held at the window's end | `9`; `7..8`, the range seen |
| `eventually` | held by the first sample that is so; missed at the window's end | `2`; `0..1`, the range seen |
| `share` | at the window's end | `3 of 40 samples (7.5 %)` |
| `streak` | when it is longer than "max", or as long as "min" without "max"; else at the window's end | `longest streak 5 samples, 430ms` |
| `trend` | at the window's end | `slope 155 /s (150 .. 160)`, with its 95 % interval |
| `quantile`, `aggregate` | at the window's end; `first` by the first sample | `8` |

A program runs until all its checks are decided: a window with an end makes runs short. A window that has no end, or whose
end never comes, ends with the trace. A sample that does not show what is asked for, because its line was torn or the
release does not print it, says nothing: it neither holds nor breaks, and does not end a streak.
)";

/// A cell of a Markdown table.
std::string cell(std::string_view text) {
  std::string cell;
  for (const char c : text) {
    if (c == '|') cell += '\\';
    cell += c;
  }
  return cell;
}

void add_object(std::string& page, const LanguageObject& object) {
  page += fmt::format("\n<a id=\"{}\"></a>\n## {}\n\n{}\n\n| key | value | meaning |\n|---|---|---|\n", object.name,
                      object.title, object.meaning);
  for (const LanguageKey& key : object.keys)
    page +=
        fmt::format("| `{}`{} | {} | {} |\n", key.name, key.required ? " *" : "", cell(key.type), cell(key.meaning));
  if (std::ranges::any_of(object.keys, &LanguageKey::required)) page += "\n\\* required";
  page += object.name == "scenario"    ? "; all but \"program\" may come from [defaults.json](#defaults)\n"
          : page.ends_with("required") ? "\n"
                                       : "";
  page += more_about(object);
}

/// "runqueue <= 0 at 300ms": what the example's check says.
std::string sentence_of(const LanguageExample& example) {
  const auto file = parse(file_of(example), "example.json", "example");
  return file ? describe(file->checks.front()) : std::string();
}

const LanguageExample* example_of(std::string_view word) {
  const auto found = std::ranges::find(language_examples(), word, &LanguageExample::shows);
  return found == language_examples().end() ? nullptr : &*found;
}

const LanguageExample* example_of(const trace::FieldInfo& field) {
  const LanguageExample* own = example_of(fmt::format("{} (field)", field.name));
  return own != nullptr ? own : example_of(field.name);
}

void add_examples(std::string& page, const LanguageObject& checks) {
  page += "\n### Examples of each key\n\n| key | of a check | what it says |\n|---|---|---|\n";
  for (const LanguageKey& key : checks.keys)
    if (const auto* example = example_of(key.name))
      page += fmt::format("| `{}` | `{}` | {} |\n", key.name, cell(example->check), cell(sentence_of(*example)));
}

std::string releases_of(const trace::FieldInfo& field) {
  if (field.until_minor != 0) return fmt::format("1.{} to 1.{}", field.since_minor, field.until_minor);
  return field.since_minor > 2 ? fmt::format("1.{} on", field.since_minor) : "all";
}

void add_fields(std::string& page) {
  page +=
      "\n<a id=\"fields\"></a>\n## Fields\n\nA list has a number for each P (`m.`: for each M). Detail: only with "
      "`\"trace\": {\"detail\": true}`.\n\n| field | is | releases | meaning | for example |\n|---|---|---|---|---|\n";
  for (const trace::FieldInfo& field : trace::all_fields()) {
    const auto* example = example_of(field);
    page += fmt::format("| `{}` | {}{} | {} | {} | {} |\n", field.name, field.is_list ? "list" : "number",
                        field.needs_detail ? ", detail" : "", releases_of(field), cell(field.meaning),
                        example == nullptr ? "" : fmt::format("`{}`", cell(example->check)));
  }
}

void add_words(std::string& page, std::string_view title, std::span<const Word> words) {
  page += fmt::format("\n### {}\n\n| name | meaning |\n|---|---|\n", title);
  for (const Word& word : words) page += fmt::format("| `{}` | {} |\n", word.name, cell(word.meaning));
}

std::string with_example(std::string text, const LanguageExample* example) {
  if (example == nullptr) return text;
  return fmt::format("{}\n  for example   {}\n  which says    {}\n", text, example->check, sentence_of(*example));
}

/// Backticks and links are for Markdown.
std::string plain(std::string_view markdown) {
  std::string text;
  for (std::size_t i = 0; i < markdown.size(); ++i) {
    if (markdown[i] == ']' && i + 1 < markdown.size() && markdown[i + 1] == '(')
      i = markdown.find(')', i);
    else if (markdown[i] != '`' && markdown[i] != '[')
      text += markdown[i];
  }
  return text;
}

std::string explain_object(std::string_view word) {
  for (const LanguageObject& object : language_objects()) {
    if (object.name != word && object.title != word) continue;
    std::string text = fmt::format("{}: {}\n  keys", object.title, plain(object.meaning));
    for (const LanguageKey& key : object.keys)
      text += fmt::format("{} {}", &key == &object.keys.front() ? "" : ",", key.name);
    return text + "\n";
  }
  return {};
}

}  // namespace

std::string language_reference() {
  std::string page(kIntroduction);
  for (const LanguageObject& object : language_objects()) {
    add_object(page, object);
    if (object.name == "check") {
      add_examples(page, object);
      add_words(page, "Outcomes", run_facts());
      page += kOutcomesOfARun;
    }
    if (object.name == "goroutines") add_words(page, "Statuses of goroutines", goroutine_statuses());
  }
  add_fields(page);
  return page;
}

std::string explain_word(std::string_view word) {
  std::string text;
  for (const LanguageObject& object : language_objects())
    for (const LanguageKey& key : object.keys) {
      if (key.name != word) continue;
      text += fmt::format("{} of {}: {}{}\n  {}\n", key.name, object.title, plain(key.type),
                          key.required ? ", required" : "", key.meaning);
      if (object.name == "check") text = with_example(std::move(text), example_of(word));
    }
  if (const auto* field = trace::find_field(word)) {
    text += fmt::format("field {}: a {}{}, printed by {}\n  {}\n", field->name, field->is_list ? "list" : "number",
                        field->needs_detail ? " in detailed traces" : "",
                        releases_of(*field) == "all" ? "all releases" : releases_of(*field), field->meaning);
    text = with_example(std::move(text), example_of(*field));
  }
  return text.empty() ? explain_object(word) : text;
}

}  // namespace schedlitmus::expectation
