#include "campaign/record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "campaign/made_expectation.hpp"
#include "campaign/recorded_runs.hpp"
#include "campaign/say.hpp"
#include "campaign/stored_campaign.hpp"
#include "campaign/version.hpp"
#include "record/end_probe.hpp"
#include "record/file_text.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::campaign {

namespace {

constexpr double kAlpha = 0.05;

/// With a trace or without, and rates so near to each other that `runs` runs
/// decide nothing: all of them are made.
std::string text_to_run(const RecordSettings& what) {
  const auto hold = fmt::format(R"({{"good": 0.5001, "bad": 0.5, "max_runs": {}}})", what.runs);
  return text_for_runs("runs to record from", what.scenario, "recorded", hold);
}

class Recorder {
 public:
  Recorder(const RecordSettings& what, const Settings& settings, const Parts& parts, const OnProgress& progress)
      : what_(what), settings_(settings), parts_(parts), progress_(progress) {}

  Result<Recorded> record() {
    auto ran = run_all();
    if (!ran) return tl::unexpected(ran.error());
    say(progress_, "looking for what is stable");
    auto releases = releases_of(*ran);
    if (!releases) return tl::unexpected(releases.error());
    scope_.length = shortest(*releases);
    auto probes = record::make_probes(scope_);
    std::ranges::move(record::make_end_probes(printed_everywhere(*releases), releases->front().printed),
                      std::back_inserter(probes));
    std::vector<record::Observed> observed;
    record::Texts texts;
    for (const auto& release : *releases) {
      auto numbers = observe(parts_.store, release, probes, texts);
      if (!numbers) return tl::unexpected(numbers.error());
      observed.push_back(std::move(*numbers));
    }
    auto proposal = record::propose(probes, observed, scope_.gomaxprocs, kAlpha);
    proposal.texts = std::move(texts);
    return write(*ran, std::move(proposal));
  }

 private:
  Result<report::Report> run_all() {
    const auto loaded = load_text(text_to_run(what_), what_.file, what_.name);
    if (!loaded) return tl::unexpected(loaded.error());
    auto ran = run(*loaded, settings_, parts_, progress_);
    if (!ran) return ran;
    if (ran->interrupted) return fail("interrupted: nothing is recorded");
    if (!ran->errors.empty()) return tl::unexpected(ran->errors.front());
    for (const auto& cell : ran->cells) {
      if (cell.error) return tl::unexpected(*cell.error);
      if (!cell.skipped_why.empty()) {
        return fail(fmt::format("cannot run on Go {}: {}", cell.release, cell.skipped_why), "--go");
      }
    }
    return ran;
  }

  /// The runs of each release that count, and what the file will say of them.
  Result<std::vector<ReleaseRuns>> releases_of(const report::Report& ran) {
    auto runs = parts_.store.runs(ran.context.campaign);
    if (!runs) return tl::unexpected(runs.error());
    std::vector<ReleaseRuns> releases;
    for (const auto& version : ran.releases) {
      auto release = runs_of(parts_.store, version, *runs);
      if (!release) return tl::unexpected(release.error());
      const auto counted = release->runs.size();
      if (counted < record::kFewestRuns) {
        return fail(fmt::format("only {} on Go {} of {} that a recording needs at least: {} not count, as the host "
                                "was busy",
                                count_of(counted, "run counts", "runs count"), version, record::kFewestRuns,
                                count_of(static_cast<std::uint64_t>(release->left_out), "run does", "runs do")),
                    {}, "wait until the machine is idle, or let them count with --count-noisy");
      }
      releases.push_back(std::move(*release));
    }
    describe(releases);
    return releases;
  }

  void describe(const std::vector<ReleaseRuns>& releases) {
    std::map<int, int> of_minor;
    for (const auto& release : releases) ++of_minor[release.version.minor];
    for (const auto& release : releases) {
      const auto& version = release.version;
      const bool by_minor = version.is_full() && of_minor[version.minor] == 1;
      provenance_.releases.push_back({version.to_string(),
                                      by_minor ? fmt::format("1.{}", version.minor) : version.to_string(),
                                      version.minor, static_cast<int>(release.runs.size()), release.left_out});
      scope_.minors.push_back(version.minor);
    }
    scope_.gomaxprocs = what_.scenario.gomaxprocs.front();
    scope_.detail = what_.scenario.trace.detail;
    scope_.period = what_.scenario.trace.period;
  }

  static record::Printed printed_everywhere(const std::vector<ReleaseRuns>& releases) {
    auto printed = releases.front().printed;
    for (const auto& release : releases) printed = record::common(printed, release.printed);
    return printed;
  }

  static Millis shortest(const std::vector<ReleaseRuns>& releases) {
    auto length = Millis::max();
    for (const auto& release : releases) length = std::min(length, release.length);
    return length;
  }

  Result<Recorded> write(const report::Report& ran, record::Proposal proposal) {
    provenance_.command = settings_.command;
    provenance_.made_by = fmt::format("schedlitmus {}", kVersion);
    provenance_.started = ran.context.started;
    provenance_.host = ran.context.host;
    provenance_.seed = ran.context.seed;
    provenance_.campaign = ran.context.campaign;
    provenance_.store = settings_.store_path;
    // What the recorded runs themselves do not bear out is not written: all of them, by the evaluator as it will be.
    while (!proposal.checks.empty()) {
      auto recorded = check(proposal, ran.context.campaign);
      if (!recorded) return recorded;
      const auto before = proposal.checks.size();
      std::erase_if(proposal.checks, [&](const record::Proposed& check) { return refuted(recorded->report, check); });
      if (proposal.checks.size() == before) return recorded;
    }
    return fail("nothing that the runs show is stable enough to be expected", {},
                fmt::format("the runs are in {}; more of them (--runs), a longer program or another --period may show "
                            "more",
                            settings_.store_path));
  }

  Result<Recorded> check(const record::Proposal& proposal, std::int64_t campaign) {
    Recorded recorded;
    recorded.text = record::file_text(proposal, what_.scenario, provenance_);
    recorded.checks = static_cast<int>(proposal.checks.size());
    recorded.separating = static_cast<int>(std::ranges::count_if(proposal.checks, &record::Proposed::separates));
    const auto loaded = load_text(recorded.text, what_.file, what_.name);
    if (!loaded) return tl::unexpected(loaded.error());
    auto checked = check_stored({parts_.store, settings_.store_path, campaign}, &*loaded, settings_.command);
    if (!checked) return tl::unexpected(checked.error());
    recorded.report = std::move(checked->report);
    return recorded;
  }

  static bool refuted(const report::Report& report, const record::Proposed& check) {
    return std::ranges::any_of(report.cells, [&](const report::Cell& cell) {
      return std::ranges::any_of(cell.checks, [&](const report::CheckReport& of_cell) {
        return of_cell.id == record::id_of(check.probe) && report::judge(of_cell) != report::Judgement::ok;
      });
    });
  }

  const RecordSettings& what_;
  const Settings& settings_;
  const Parts& parts_;
  const OnProgress& progress_;
  record::Scope scope_;
  record::Provenance provenance_;
};

}  // namespace

Result<Recorded> record_program(const RecordSettings& what, const Settings& settings, const Parts& parts,
                                const OnProgress& progress) {
  return Recorder(what, settings, parts, progress).record();
}

}  // namespace schedlitmus::campaign
