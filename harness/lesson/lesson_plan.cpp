#include "lesson/lesson_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>

#include "lesson/json_value.hpp"
#include "lesson/read_block.hpp"
#include "support/json_text.hpp"

namespace schedlitmus::lesson {

namespace {

using toolchain::Selector;
using toolchain::Version;

void add(expectation::Expectation& expectation, std::vector<json::Value>& written, const Checks& checks,
         const std::function<std::string(const std::string&)>& name) {
  for (std::size_t i = 0; i < checks.read.size(); ++i) {
    auto& check = expectation.checks.emplace_back(checks.read[i]);
    check.id = name(check.id);
    auto& value = written.emplace_back(checks.written[i]);
    set(value, "id", text_value(check.id, value.place));
  }
}

class Planner {
 public:
  Planner(const Lesson& lesson, const toolchain::Toolchain::Listing& listing, std::string go)
      : lesson_(lesson), available_(listing.available()), local_(listing.local), go_(std::move(go)) {}

  LessonPlan make(bool to_show) {
    for (std::size_t run = 0; run < lesson_.runs.size(); ++run)
      for (const auto& version : chosen(lesson_.runs[run].releases, true))
        plan_.places.push_back({run, version, {}, {}});
    for (const auto& statement : lesson_.statements)
      plan_.of_statement.push_back(places_of(statement.run, statement.releases));
    for (const auto& show : lesson_.shows) {
      plan_.of_show.push_back(places_of(show.run, show.releases));
      require_one(show, plan_.of_show.back());
    }
    if (plan_.errors.empty())
      for (std::size_t place = 0; place < plan_.places.size(); ++place) add_expectations(place, to_show);
    return std::move(plan_);
  }

 private:
  std::vector<Version> chosen(const Releases& releases, bool tell) {
    const auto selector = Selector::parse(go_.empty() ? releases.go : go_);
    if (!selector) {
      if (tell) plan_.errors.push_back({selector.error().what, where(releases), selector.error().hint});
      return {};
    }
    auto found = selector->choose(available_, local_);
    for (auto& error : found.errors) {
      error.where = where(releases);
      if (tell && std::ranges::find(plan_.errors, error) == plan_.errors.end())
        plan_.errors.push_back(std::move(error));
    }
    return std::move(found.versions);
  }
  [[nodiscard]] std::string where(const Releases& releases) const {
    return go_.empty() ? to_string(releases.position) : "--go";
  }

  /// The run's places whose release is meant.
  std::vector<std::size_t> places_of(std::size_t run, const Releases& releases) {
    const bool all = releases.go.empty() || !go_.empty();
    const auto selector = Selector::parse(all ? "all" : releases.go);
    const auto named = all ? std::vector<Version>{} : chosen(releases, false);
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < plan_.places.size(); ++i) {
      const auto& place = plan_.places[i];
      const bool meant =
          all || selector->matches(place.version) || std::ranges::find(named, place.version) != named.end();
      if (place.run == run && meant) places.push_back(i);
    }
    if (places.empty() && plan_.errors.empty())
      plan_.errors.push_back({fmt::format("run \"{}\" is not on Go {}", lesson_.runs[run].name, releases.go),
                              to_string(releases.position), "its own \"go\" says on which releases it is"});
    return places;
  }

  /// A sample and a run's output are one release's.
  void require_one(const Show& show, std::vector<std::size_t>& places) {
    const bool many = show.kind == ShowKind::table || show.kind == ShowKind::histogram || show.kind == ShowKind::output;
    if (many || places.size() <= 1) return;
    if (go_.empty() && show.kind != ShowKind::source)
      plan_.errors.push_back({fmt::format("of which release is the {}?", name_of(show.kind)), to_string(show.position),
                              R"(the run is on several: "go": "1.5")"});
    places.resize(1);
  }

  [[nodiscard]] bool is_of(const std::vector<std::size_t>& places, std::size_t place) const {
    return std::ranges::find(places, place) != places.end();
  }

  [[nodiscard]] expectation::Expectation base(const Place& place, const std::string& what) const {
    const auto& run = lesson_.runs[place.run];
    auto expectation = run.read;
    expectation.checks.clear();
    expectation.name = fmt::format("{}/{}{} on {}", stem_of(lesson_), run.name, what, place.version.to_string());
    expectation.file = lesson_.file;
    expectation.title = lesson_.title;
    expectation.scenario.go = expectation.scenario.default_releases = place.version.to_string();
    return expectation;
  }

  /// Its place in the plan.
  std::size_t keep(expectation::Expectation expectation, std::vector<json::Value> written, json::Value root) {
    auto scenario = root.find("scenario")->value;
    set(scenario, "go", text_value(expectation.scenario.go, scenario.place));
    set(root, "scenario", std::move(scenario));
    expectation.source = json::to_text(with_checks(root, std::move(written)));
    plan_.loaded.expectations.push_back(std::move(expectation));
    return plan_.loaded.expectations.size() - 1;
  }

  /// So many runs, all to their end.
  std::size_t keep_whole(expectation::Expectation whole, std::vector<json::Value> picks, const RunSpec& run) {
    add(whole, picks, {{whole_check(run.root.place)}, run.read.checks}, [](const std::string& id) { return id; });
    whole.hold = {};
    whole.hold.test = expectation::HoldTest::fixed;
    whole.hold.runs = run.whole;
    auto root = run.root;
    auto hold = object_value(root.place);
    set(hold, "test", text_value("fixed", root.place));
    set(hold, "runs", number_value(run.whole, root.place));
    set(root, "hold", std::move(hold));
    return keep(std::move(whole), std::move(picks), std::move(root));
  }

  void add_expectations(std::size_t index, bool to_show) {
    auto& place = plan_.places[index];
    const auto& run = lesson_.runs[place.run];
    auto checks = base(place, "");
    std::vector<json::Value> written;
    for (std::size_t i = 0; i < lesson_.statements.size(); ++i)
      if (is_of(plan_.of_statement[i], index))
        add(checks, written, lesson_.statements[i].checks, [&](const std::string& id) { return lesson::id_of(i, id); });
    auto whole = base(place, " whole");
    std::vector<json::Value> picks;
    bool needs_whole = false;
    for (std::size_t i = 0; to_show && i < lesson_.shows.size(); ++i) {
      if (!is_of(plan_.of_show[i], index)) continue;
      const auto& show = lesson_.shows[i];
      const auto name = [&](const std::string&) { return shown_id(i); };
      if (show.value) add(checks, written, *show.value, name);
      if (show.sample) add(whole, picks, *show.sample, name);
      needs_whole = needs_whole || show.sample || show.kind == ShowKind::timeline || show.kind == ShowKind::output;
    }
    if (!checks.checks.empty()) place.checks = keep(std::move(checks), std::move(written), run.root);
    if (needs_whole) place.whole = keep_whole(std::move(whole), std::move(picks), run);
  }

  const Lesson& lesson_;
  std::vector<Version> available_, local_;
  std::string go_;
  LessonPlan plan_;
};

}  // namespace

std::string id_of(std::size_t statement, const std::string& check) {
  return fmt::format("s{}-{}", statement + 1, check);
}

std::string shown_id(std::size_t show) { return fmt::format("shown-{}", show + 1); }

std::string stem_of(const Lesson& lesson) { return std::filesystem::path(lesson.file).stem().string(); }

LessonPlan make_plan(const Lesson& lesson, const toolchain::Toolchain::Listing& listing, const std::string& go,
                     bool to_show) {
  return Planner(lesson, listing, go).make(to_show);
}

}  // namespace schedlitmus::lesson
