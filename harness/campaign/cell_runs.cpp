#include "campaign/cell_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <tuple>

#include "campaign/kept_trace.hpp"

namespace schedlitmus::campaign {

namespace {

constexpr std::size_t kMostPrinted = 256U << 10U;  ///< of stdout, as compare/ reads it

/// The number behind NAME= in "schedtrace=25,scheddetail=1"; 0: none.
int setting_of(const std::string& godebug, const std::string& name) {
  const auto text = "," + godebug;
  const auto at = text.find("," + name + "=");
  if (at == std::string::npos) return 0;
  int value = 0;
  const char* const begin = text.data() + at + name.size() + 2;
  std::from_chars(begin, text.data() + text.size(), value);
  return value;
}

std::pair<compare::Ended, int> ended_of(const process::RunRecord& record) {
  using compare::Ended;
  switch (record.ending) {
    case process::Ending::exited:
      return {Ended::exited, record.code};
    case process::Ending::signalled:
      return {Ended::signalled, record.signal};
    case process::Ending::timed_out:
      return {Ended::timed_out, 0};
    case process::Ending::output_limit:
      return {Ended::output_limit, 0};
    case process::Ending::memory_limit:
      return {Ended::memory_limit, 0};
    case process::Ending::shut_down:
      return record.signal != 0 ? std::pair(Ended::signalled, record.signal) : std::pair(Ended::exited, record.code);
    case process::Ending::stubborn:
      return {Ended::signalled, SIGKILL};
    case process::Ending::stopped:
    case process::Ending::interrupted:
      break;
  }
  return {Ended::unknown, 0};
}

double in_ms(std::chrono::nanoseconds time) { return std::chrono::duration<double, std::milli>(time).count(); }

Result<compare::RunShown> shown_of(const store::Run& run) {
  compare::RunShown shown;
  std::tie(shown.ended, shown.number) = ended_of(run.record);
  // What the load says, its measures above all, is what the service did.
  const auto* load = run.service ? run.service->load() : nullptr;
  for (const auto* stream : {&run.out, load == nullptr ? nullptr : &load->out}) {
    if (stream == nullptr) continue;
    const auto printed = stream->beginning(kMostPrinted);
    if (!printed) return tl::unexpected(printed.error());
    shown.out += *printed;
  }
  read_looked_at(run, shown.series);
  shown.err_is_text = run.capture == store::kMessages;
  shown.cpu_ms = in_ms(run.record.user_cpu + run.record.system_cpu);
  shown.wall_ms = in_ms(run.record.wall);
  shown.lost_share = run.health.lost_share();
  shown.mask = {run.release, run.executable};
  return shown;
}

std::string build_of(const store::Run& run) {
  auto text = run.go_line.empty() ? std::string("GOPATH mode") : "module, go " + run.go_line;
  if (!run.default_godebug.empty()) text += ", GODEBUG defaults " + run.default_godebug;
  return text;
}

bool is_enough(std::size_t runs) { return runs >= static_cast<std::size_t>(compare::kFewestRuns); }

/// A service that was never ready, or whose load failed, shows nothing that could be compared.
std::vector<const store::Run*> without_void(std::vector<const store::Run*> runs) {
  std::erase_if(runs, [](const store::Run* run) { return run->service && !run->service->void_why.empty(); });
  return runs;
}

std::vector<const store::Run*> chosen(const std::vector<const store::Run*>& runs, compare::Place& place) {
  const auto all = without_void(runs);
  std::vector<const store::Run*> counting;
  std::ranges::copy_if(all, std::back_inserter(counting), &store::Run::counts);
  place.noisy = !is_enough(counting.size()) && is_enough(all.size());
  if (place.noisy) counting = all;
  place.excluded = static_cast<int>(all.size() - counting.size());
  return counting;
}

}  // namespace

Result<CellRuns> read_cell_runs(const store::Store& store, const std::vector<const store::Run*>& runs,
                                compare::Place& place) {
  CellRuns read;
  for (const auto* run : chosen(runs, place)) {
    auto whole = store.run(run->id);
    if (!whole) return tl::unexpected(whole.error());
    const auto& kept = *whole;
    if (!kept) return fail(fmt::format("run {} is no longer in the store", run->id));
    read.ids.push_back(run->id);
    auto shown = shown_of(*kept);
    if (!shown) return tl::unexpected(std::move(shown.error()));
    read.shown.push_back(std::move(*shown));
    read.period = Millis(setting_of(run->godebug, "schedtrace"));
    place.detail = setting_of(run->godebug, "scheddetail") != 0;
    place.build = build_of(*run);
    place.go_line = run->go_line;
  }
  return read;
}

Millis length_of(const CellRuns& cell) {
  std::vector<Millis> lengths;
  for (const auto& run : cell.shown) lengths.push_back(run.series.length());
  return compare::length_of(std::move(lengths));
}

void put_values(const CellRuns& cell, const compare::Grid& grid, compare::Place& place) {
  place.traced = !place.noisy && grid.reached_by(length_of(cell));
  for (std::size_t n = 0; n < cell.ids.size(); ++n) {
    auto values = compare::values_of(cell.shown[n], grid);
    if (place.noisy) {
      std::erase_if(values, [](const auto& value) { return value.first.group != compare::Group::output; });
    }
    place.runs.push_back({cell.ids[n], std::move(values)});
  }
}

}  // namespace schedlitmus::campaign
