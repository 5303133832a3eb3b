#include "lesson/fill.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "campaign/kept_trace.hpp"
#include "campaign/programs.hpp"
#include "campaign/run_timeline.hpp"
#include "lesson/kept_lines.hpp"
#include "report/format.hpp"
#include "report/timeline.hpp"
#include "support/files.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::lesson {

namespace {

// What a lesson can show is in these first bytes of a run.
constexpr std::size_t kMostTrace = 64U << 20U;
constexpr std::size_t kMostOutput = 1U << 20U;

/// "no sample in 3 runs on Go 1.27.4 with local_queues = [4 4]"
std::string describe_missing(const Show& show, const Place& place, int runs) {
  const auto what = show.sample ? " with " + describe(show.sample->read.front()) : std::string();
  return fmt::format("no sample in {} on Go {}{}", count_of(static_cast<std::uint64_t>(runs), "run"),
                     place.version.to_string(), what);
}

}  // namespace

Shown Filler::fill(std::size_t index) {
  const auto& show = in_.lesson.shows[index];
  Shown shown;
  shown.caption = show.caption;
  switch (show.kind) {
    case ShowKind::table:
    case ShowKind::histogram:
      fill_values(show, index, shown);
      break;
    case ShowKind::output:
      fill_output(show, in_.plan.of_show[index], shown);
      break;
    case ShowKind::source:
      fill_source(show, shown);
      break;
    default:
      fill_from_run(show, index, shown);
  }
  return shown;
}

void Filler::fill_from_run(const Show& show, std::size_t index, Shown& shown) {
  const auto& place = in_.plan.places[in_.plan.of_show[index].front()];
  const auto* cell = evidence_.cell(place.whole);
  if (cell != nullptr && !cell->skipped_why.empty()) {
    shown.skipped = cell->skipped_why;
    return;
  }
  const auto chosen = evidence_.run_for(index, show.sample.has_value(), place);
  if (chosen.run == nullptr) {
    shown.missing = describe_missing(show, place, cell == nullptr ? 0 : cell->runs);
    return;
  }
  if (show.kind == ShowKind::timeline)
    fill_timeline(chosen, index, shown);
  else
    fill_sample(show, chosen, shown);
  shown.made = provenance_of(*chosen.run, run_of(show).read.scenario, in_.taught.report.context);
}

void Filler::fill_sample(const Show& show, const Chosen& chosen, Shown& shown) const {
  const auto bytes = campaign::first_bytes(*chosen.run, kMostTrace);
  const auto all = bytes ? sample_lines(*bytes) : std::vector<SampleLines>{};
  std::size_t most = 1;
  if (show.kind == ShowKind::excerpt) most = static_cast<std::size_t>(std::max(show.lines, 1));
  if (show.kind == ShowKind::film) most = static_cast<std::size_t>(show.frames);
  auto samples = from_time(all, chosen.time, show.every, show.changes ? all.size() : most);
  if (show.changes) samples = with_changed_queues(samples);
  samples.resize(std::min(samples.size(), most));
  if (samples.empty()) {
    shown.missing =
        fmt::format("the sample at {} is not in what is kept of run {}", format_duration(chosen.time), chosen.run->id);
    return;
  }
  if (show.kind == ShowKind::explained) {  // what changed is told, too
    const auto at = std::ranges::find(all, samples.front().time, &SampleLines::time);
    if (at != all.begin()) samples.insert(samples.begin(), *(at - 1));
  }
  GoroutineNames names;
  for (auto& sample : samples) {
    if (show.rename) sample.text = names.renamed(sample.text);
    if (show.round.count() > 0) sample.text = with_rounded_time(sample.text, show.round);
  }
  const auto place = in_.settings.pictures;
  if (show.kind == ShowKind::picture) shown.svg = picture_of(samples.back().text, place);
  if (show.kind == ShowKind::film) shown.svg = film_of(samples, place);
  if (show.kind == ShowKind::explained) shown.words = words_of(samples, trace::NarrationStyle::markdown, show.words);
  if (show.kind == ShowKind::excerpt) {
    for (const auto& sample : samples) shown.text += sample.text;
    shown.text = first_lines(shown.text, show.lines);
    shown.language = "text";
  }
}

void Filler::fill_timeline(const Chosen& chosen, std::size_t index, Shown& shown) const {
  const auto timeline = campaign::timeline_of(*chosen.run);
  const auto id = fmt::format("t{}", index + 1);
  shown.svg = report::timeline_svg(report::stack(timeline), chosen.run->id, {}, id);
  if (shown.svg.empty()) shown.missing = fmt::format("run {} printed no run queues", chosen.run->id);
  if (in_.settings.pictures == trace::PictureFor::file) shown.svg = report::as_document(shown.svg);
}

void Filler::fill_output(const Show& show, const std::vector<std::size_t>& places, Shown& shown) {
  for (const auto index : places) {
    const auto& place = in_.plan.places[index];
    const auto chosen = evidence_.run_for(0, false, place);
    const auto* cell = evidence_.cell(place.whole);
    if (cell != nullptr && !cell->skipped_why.empty()) {
      shown.skipped = cell->skipped_why;
    } else if (chosen.run == nullptr) {
      shown.missing = describe_missing(show, place, cell == nullptr ? 0 : cell->runs);
    } else {
      if (places.size() > 1)
        shown.text += fmt::format("{}Go {}:\n", shown.text.empty() ? "" : "\n", place.version.to_string());
      shown.text += first_lines(chosen.run->out.beginning(kMostOutput).value_or(std::string()), show.lines);
      shown.made = provenance_of(*chosen.run, run_of(show).read.scenario, in_.taught.report.context);
    }
  }
  shown.language = "text";
  if (!shown.text.empty()) shown.skipped.clear();
}

void Filler::fill_source(const Show& show, Shown& shown) const {
  const auto folder = campaign::find_program(run_of(show).read, in_.settings.campaign.programs);
  if (!folder) {
    shown.missing = folder.error().what;
    return;
  }
  const auto source = read_file(std::filesystem::path(*folder) / "main.go").value_or("");
  shown.text = show.part.empty() ? source : part_of_source(source, show.part);
  shown.language = "go";
  if (shown.text.empty())
    shown.missing = fmt::format("{} has no main.go with \"{}\"", run_of(show).read.scenario.program, show.part);
}

std::string part_of_source(const std::string& source, const std::string& name) {
  std::istringstream lines(source);
  std::string part;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    const bool begins = line.starts_with("func " + name + "(") || line.starts_with("var " + name + " ") ||
                        line.starts_with("type " + name + " ");
    if (!inside && !begins && !line.starts_with("//")) part.clear();
    if (!inside && (begins || line.starts_with("//"))) part += line + "\n";
    const bool opens = begins && line.ends_with("{");
    if (inside) part += line + "\n";
    if (begins && !opens) return part;
    inside = inside || opens;
    if (inside && line.starts_with("}")) return part;
  }
  return {};
}

}  // namespace schedlitmus::lesson
