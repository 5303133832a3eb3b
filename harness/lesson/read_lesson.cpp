#include "lesson/read_lesson.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "expectation/loader.hpp"
#include "lesson/json_value.hpp"
#include "lesson/markup.hpp"
#include "lesson/read_block.hpp"
#include "support/nearest.hpp"
#include "support/quote.hpp"
#include "support/utf8.hpp"
#include "toolchain/version.hpp"

namespace schedlitmus::lesson {

namespace {

void check_selector(const Releases& releases, const Reading& reading) {
  auto selector = toolchain::Selector::parse(releases.go);
  if (selector) return;
  reading.problems.add({releases.position.line, releases.position.column}, selector.error().what,
                       selector.error().hint);
}

class LessonReader {
 public:
  LessonReader(std::string_view text, const std::string& file, const std::string& expectations)
      : expectations_(expectations), problems_(file) {
    lesson_.file = file;
    lesson_.text = text;
  }

  tl::expected<Lesson, std::vector<Error>> read() {
    if (first_invalid_utf8(lesson_.text) != std::string_view::npos)
      return tl::unexpected(std::vector<Error>{{"this is not UTF-8", lesson_.file, "a lesson is a text"}});
    auto markup = read_markup(lesson_.text, lesson_.file);
    lesson_.title = std::move(markup.title);
    errors_ = std::move(markup.errors);
    for (const auto& fence : markup.fences) take(fence);
    for (auto& error : problems_.take()) errors_.push_back(std::move(error));
    if (errors_.empty() && lesson_.statements.empty())
      errors_.push_back({"the lesson says nothing that could be checked", lesson_.file,
                         "a block with \"says\" and \"checks\" is a sentence that must be true"});
    if (!errors_.empty()) return tl::unexpected(std::move(errors_));
    return std::move(lesson_);
  }

 private:
  void take(const Fence& fence) {
    // The block's own lines come after as many empty ones as stand before it: places are the file's.
    const auto text = std::string(static_cast<std::size_t>(fence.first_line), '\n') + fence.body;
    auto document = json::parse(text, lesson_.file);
    for (auto& error : document.errors) errors_.push_back(std::move(error));
    if (!document.root) return;
    json::ObjectReader reader(*document.root, "a block of a lesson", problems_);
    Block block{fence.first_line, fence.last_line, {}, {}, {}};
    const Reading reading{lesson_, expectations_, problems_, errors_};
    if (document.root->find("run") != nullptr) {
      read_run(reader, reading, block);
    } else if (document.root->find("show") != nullptr) {
      read_show(reader, reading, block);
    } else if (document.root->find("says") != nullptr) {
      read_statement(reader, reading, block);
    } else if (reader.is_object()) {
      problems_.add(document.root->place, "a block that neither runs, nor says, nor shows anything",
                    R"(it has one of "run", "says" and "show")");
      return;
    }
    reader.finish();
    lesson_.blocks.push_back(block);
  }

  Lesson lesson_;
  const std::string& expectations_;
  json::Problems problems_;
  std::vector<Error> errors_;
};

}  // namespace

Releases read_releases(json::ObjectReader& reader, const Reading& reading) {
  const auto* member = reader.get("go");
  if (member == nullptr) return {{}, reading.position(reader.place())};
  Releases releases{{}, reading.position(member->value.place)};
  if (member->value.type == json::Type::array) {
    for (const auto& one : json::read_texts(member->value, R"("go")", reading.problems))
      releases.go += (releases.go.empty() ? "" : ", ") + one;
  } else {
    releases.go = json::read_filled_text(member->value, R"("go")", reading.problems).value_or("");
  }
  if (!releases.go.empty()) check_selector(releases, reading);
  return releases;
}

std::optional<std::size_t> read_of(json::ObjectReader& reader, const Reading& reading) {
  const auto* member = reader.require("of");
  if (member == nullptr) return std::nullopt;
  const auto name = json::read_filled_text(member->value, R"("of")", reading.problems);
  if (!name) return std::nullopt;
  const auto& runs = reading.lesson.runs;
  const auto found = std::ranges::find(runs, *name, &RunSpec::name);
  if (found != runs.end()) return static_cast<std::size_t>(found - runs.begin());
  std::vector<std::string_view> names;
  for (const auto& run : runs) names.emplace_back(run.name);
  reading.problems.add(member->value.place, fmt::format("no block before runs {}", quote(*name)),
                       names.empty() ? R"(a block {"run": "NAME", ...} comes first)" : did_you_mean(*name, names));
  return std::nullopt;
}

json::Value whole_check(json::Place place) {
  auto check = object_value(place);
  set(check, "id", text_value("whole", place));
  set(check, "outcome", text_value("timed_out", place));
  auto no = true_value(place);
  no.boolean = false;
  set(check, "equals", std::move(no));
  return check;
}

json::Value with_checks(const json::Value& root, std::vector<json::Value> checks) {
  auto whole = root;
  set(whole, "checks", list_value(std::move(checks), root.place));
  return whole;
}

std::optional<Checks> read_checks(const RunSpec& run, std::vector<json::Value> written, const Reading& reading) {
  auto read = expectation::read(with_checks(run.root, written), reading.lesson.file, run.name);
  if (!read) {
    for (auto& error : read.error())
      if (std::ranges::find(reading.errors, error) == reading.errors.end()) reading.errors.push_back(std::move(error));
    return std::nullopt;
  }
  return Checks{std::move(written), std::move(read->checks)};
}

tl::expected<Lesson, std::vector<Error>> read_lesson(std::string_view text, const std::string& file,
                                                     const std::string& expectations) {
  return LessonReader(text, file, expectations).read();
}

}  // namespace schedlitmus::lesson
