#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lesson/json_value.hpp"
#include "lesson/read_block.hpp"
#include "support/nearest.hpp"
#include "support/quote.hpp"

namespace schedlitmus::lesson {

namespace {

constexpr int kMostLines = 1000;
constexpr int kMostFrames = 12;
constexpr std::array<std::string_view, 9> kKinds = {"excerpt", "explained", "picture", "film",  "timeline",
                                                    "table",   "histogram", "stdout",  "source"};

std::optional<ShowKind> read_kind(json::ObjectReader& reader, const Reading& reading) {
  const auto* member = reader.get("show");
  const auto name = json::read_filled_text(member->value, R"("show")", reading.problems);
  if (!name) return std::nullopt;
  const auto found = std::ranges::find(kKinds, *name);
  if (found != kKinds.end()) return static_cast<ShowKind>(found - kKinds.begin());
  const std::vector<std::string_view> names(kKinds.begin(), kKinds.end());
  reading.problems.add(member->value.place, fmt::format("{} is nothing that can be shown", quote(*name)),
                       did_you_mean(*name, names));
  return std::nullopt;
}

class ShowReader {
 public:
  ShowReader(json::ObjectReader& reader, const Reading& reading, Show& show)
      : reader_(reader), reading_(reading), show_(show), run_(reading.lesson.runs[show.run]) {}

  void read() {
    switch (show_.kind) {
      case ShowKind::excerpt:
        read_sample();
        read_rename();
        show_.lines = number("lines", kMostLines, 3);
        show_.every = duration("every");
        show_.round = duration("round");
        break;
      case ShowKind::explained:
        read_sample();
        read_rename();
        show_.words = reader_.boolean("words").value_or(false);
        break;
      case ShowKind::picture:
        read_sample();
        read_rename();
        break;
      case ShowKind::film:
        read_sample();
        read_rename();
        show_.frames = number("frames", kMostFrames, show_.frames);
        show_.every = duration("every");
        show_.changes = reader_.boolean("changes").value_or(false);
        break;
      case ShowKind::table:
      case ShowKind::histogram:
        read_values();
        break;
      case ShowKind::output:
        show_.lines = number("lines", kMostLines, 0);
        break;
      case ShowKind::source:
        show_.part = reader_.text("part").value_or("");
        break;
      case ShowKind::timeline:
        break;
    }
  }

 private:
  int number(const char* key, int most, int fallback) {
    const auto* member = reader_.get(key);
    if (member == nullptr) return fallback;
    return json::read_integer(member->value, quote(key), 1, most, reading_.problems).value_or(fallback);
  }
  Millis duration(const char* key) { return reader_.duration(key).value_or(Millis{}); }
  void read_rename() { show_.rename = reader_.boolean("rename").value_or(false); }

  std::optional<Checks> one_check(json::Value written) {
    set(written, "id", text_value("shown", written.place));
    return read_checks(run_, {std::move(written)}, reading_);
  }

  /// "when": as a check, but without id: the sample that decides it. Or "at": the one nearest to a time.
  void read_sample() {
    const auto* when = reader_.get("when");
    const auto* at = reader_.get("at");
    if ((when == nullptr) == (at == nullptr)) {
      reading_.problems.add(reader_.place(), when == nullptr ? "which sample is meant?" : R"("at" beside "when")",
                            R"("when": {"field": "local_queues", "equals": [4, 4]}, or "at": "300ms")");
      return;
    }
    auto check = object_value(at != nullptr ? at->value.place : when->value.place);
    if (at != nullptr) {
      set(check, "at", at->value);
      set(check, "field", text_value("gomaxprocs", at->value.place));
      set(check, "min", number_value(1, at->value.place));
    } else {
      if (!json::expect_type(when->value, json::Type::object, R"("when")", reading_.problems)) return;
      check = when->value;
      if (check.find("at") == nullptr) {
        set(check, "eventually", true_value(check.place));
        if (check.find("by") == nullptr)
          set(check, "by", text_value(format_duration(run_.read.scenario.deadline), check.place));
      }
    }
    show_.sample = one_check(std::move(check));
    if (show_.sample && expectation::is_of_run(show_.sample->read.front().subject))
      reading_.problems.add(when->value.place, "no sample shows how a run ends or what it prints",
                            R"(a "field", "ratio", "difference" or "goroutines" of the trace)");
  }

  /// "value": as a check, but without id, and its condition may be left out; or "check" of a statement.
  void read_values() {
    const auto* value = reader_.get("value");
    const auto* check = reader_.get("check");
    if ((value == nullptr) == (check == nullptr)) {
      reading_.problems.add(reader_.place(), value == nullptr ? "which values are meant?" : R"("check" beside "value")",
                            R"("check": "ID" of a statement, or "value": {"at": "300ms", "field": "local_queues"})");
      return;
    }
    if (check != nullptr) return read_check_id(*check);
    if (!json::expect_type(value->value, json::Type::object, R"("value")", reading_.problems)) return;
    auto written = value->value;
    const auto has = [&](const char* key) { return written.find(key) != nullptr; };
    if (!has("equals") && !has("one_of") && !has("matches") && !has("min") && !has("max") && !has("trend")) {
      if (has("outcome")) {
        set(written, "matches", text_value(".*", written.place));
      } else {
        constexpr std::int64_t kLeast = -1'000'000'000'000'000;
        set(written, "min", number_value(kLeast, written.place));
      }
    }
    show_.value = one_check(std::move(written));
  }

  void read_check_id(const json::Member& member) {
    const auto id = json::read_filled_text(member.value, R"("check")", reading_.problems);
    if (!id) return;
    std::vector<std::string_view> ids;
    for (const auto& statement : reading_.lesson.statements) {
      if (statement.run != show_.run) continue;
      for (const auto& check : statement.checks.read) ids.emplace_back(check.id);
    }
    if (std::ranges::find(ids, *id) == ids.end()) {
      reading_.problems.add(member.value.place,
                            fmt::format("no statement before has a check {} of run {}", quote(*id), quote(run_.name)),
                            ids.empty() ? "" : did_you_mean(*id, ids));
    }
    show_.check = *id;
  }

  json::ObjectReader& reader_;
  const Reading& reading_;
  Show& show_;
  const RunSpec& run_;
};

}  // namespace

std::string_view name_of(ShowKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

void read_show(json::ObjectReader& reader, const Reading& reading, Block& block) {
  Show show;
  show.position = reading.position(reader.place());
  const auto kind = read_kind(reader, reading);
  const auto run = read_of(reader, reading);
  show.releases = read_releases(reader, reading);
  show.caption = reader.text("caption").value_or("");
  show.kind = kind.value_or(show.kind);
  show.run = run.value_or(0);
  const bool is_good = kind && run && !reading.lesson.runs[*run].read.checks.empty();
  if (is_good) {
    ShowReader(reader, reading, show).read();
  } else {  // what else is wrong with it can hardly be said
    for (const char* key :
         {"when", "at", "lines", "every", "round", "rename", "words", "frames", "value", "check", "part", "changes"})
      (void)reader.get(key);
    return;
  }
  block.show = reading.lesson.shows.size();
  reading.lesson.shows.push_back(std::move(show));
}

}  // namespace schedlitmus::lesson
