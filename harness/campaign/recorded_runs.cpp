#include "campaign/recorded_runs.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "campaign/check_again.hpp"
#include "campaign/kept_trace.hpp"

namespace schedlitmus::campaign {

namespace {

constexpr std::size_t kMostPrinted = 1U << 20U;  ///< of stdout: the lines that record/ looks at

class LastTime final : public trace::Sink {
 public:
  void on_sample(const trace::Sample& sample) override { time = std::max(time, sample.time); }
  void on_text(std::string_view /*text*/) override {}
  Millis time{};
};

Result<store::Run> read_run(const store::Store& store, std::int64_t id) {
  auto run = store.run(id);
  if (!run) return tl::unexpected(run.error());
  auto& kept = *run;
  if (!kept) return fail(fmt::format("run {} is no longer in the store", id));
  return std::move(*kept);
}

std::vector<expectation::Check> all_parts(const std::vector<record::Probe>& probes) {
  std::vector<expectation::Check> checks;
  for (const auto& probe : probes) std::ranges::move(record::parts_of(probe), std::back_inserter(checks));
  return checks;
}

}  // namespace

Result<ReleaseRuns> runs_of(const store::Store& store, const std::string& release,
                            const std::vector<store::Run>& runs) {
  ReleaseRuns found;
  auto version = toolchain::Version::parse(release);
  if (!version) return tl::unexpected(version.error());
  found.version = std::move(*version);
  std::vector<const store::Run*> counted;
  for (const auto& run : runs) {
    if (run.release != release) continue;
    if (run.counts) counted.push_back(&run);
    if (!run.counts) ++found.left_out;
  }
  std::ranges::stable_sort(counted, {}, &store::Run::turn);
  std::vector<Millis> lengths;
  for (const auto* run : counted) {
    auto whole = read_run(store, run->id);
    if (!whole) return tl::unexpected(whole.error());
    LastTime last;
    read_looked_at(*whole, last);
    lengths.push_back(last.time);
    const auto output = whole->out.beginning(kMostPrinted);
    if (!output) return tl::unexpected(output.error());
    auto printed = record::printed_in(*output);
    found.printed = found.runs.empty() ? std::move(printed) : record::common(found.printed, printed);
    found.runs.push_back(run->id);
  }
  std::ranges::sort(lengths);
  if (!lengths.empty()) found.length = lengths[lengths.size() / 10];
  return found;
}

Result<record::Observed> observe(const store::Store& store, const ReleaseRuns& release,
                                 const std::vector<record::Probe>& probes, record::Texts& texts) {
  record::Observed observed{release.version.to_string(), {}};
  const auto checks = all_parts(probes);
  for (const auto id : release.runs) {
    auto run = read_run(store, id);
    if (!run) return tl::unexpected(run.error());
    const auto outcomes = check_again(*run, checks).outcomes;
    auto& values = observed.runs.emplace_back();
    for (const auto& probe : probes) values.push_back(record::values_of(probe, outcomes, texts));
  }
  return observed;
}

}  // namespace schedlitmus::campaign
