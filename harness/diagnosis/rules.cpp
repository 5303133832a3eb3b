#include "diagnosis/rules.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "support/nearest.hpp"
#include "support/numbers.hpp"
#include "support/quote.hpp"

namespace schedlitmus::diagnosis {
namespace {

using enum RuleId;

constexpr std::string_view kMeasured = "measured: 5 runs a side on Go 1.26, 1.13 and 1.9, and 15 traces of services";
constexpr std::string_view kOwn = "measured: sick and healthy programs on Go 1.9, 1.13 and 1.27";
constexpr double kMost = 1e12;

// A rule is met where its signal is at least the threshold.
constexpr auto kTable = std::to_array<Rule>({
    {threads_held, Name::blocked_threads, "blocked-threads.held", 10, "goroutines",
     "median of the goroutines in a system call or in C that hold a thread and no P; never fewer than there are Ps", 1,
     kMost, Margin::count, kMeasured},
    {threads_unseen, Name::blocked_threads, "blocked-threads.threads", 12, "threads",
     "without scheddetail: median of threads - idlethreads - busy Ps; never fewer than there are Ps", 1, kMost,
     Margin::count, kMeasured},
    {idle_queue, Name::work_waits_while_idle, "work-waits-while-idle.queue", 8, "goroutines",
     "the longest local queue of a sample in which a P idles", 1, 256, Margin::none, kMeasured},
    {idle_spun, Name::work_waits_while_idle, "work-waits-while-idle.spun", 32, "goroutines",
     "or: the longest local queue of a sample in which the thread of a P spins", 1, 256, Margin::none,
     "measured: pipelines and mailboxes of healthy programs up to 31"},
    {idle_share, Name::work_waits_while_idle, "work-waits-while-idle.share", 0.15, "of the samples",
     "share of the samples with such a queue while a P idles or its thread spins; at least 5 samples", 0.001, 1,
     Margin::share,
     "measured: sick 0.16 to 0.92; healthy up to 0.03 where rounds are many, and up to 0.32 where they are few"},
    {idle_rounds, Name::work_waits_while_idle, "work-waits-while-idle.rounds", 40'000, "rounds a second",
     "and: scheduling rounds a second, where they are known: short goroutines make many", 0, kMost, Margin::none,
     "measured: sick 340,000 and more, with longer pieces on twice as many Ps as CPUs 10,000"},
    {over_waiting, Name::overproduction, "overproduction.waiting", 256, "goroutines",
     "goroutines in all run queues of a sample", 1, kMost, Margin::none, kMeasured},
    {over_per_p, Name::overproduction, "overproduction.per-p", 64, "goroutines",
     "likewise, for each P: it counts where there are more than four", 0, kMost, Margin::none,
     "so that a queue of 256 on many Ps is none"},
    {over_share, Name::overproduction, "overproduction.share", 0.20, "of the samples",
     "share of the samples with that many waiting; at least 5 samples", 0.001, 1, Margin::share,
     "measured: sick 0.27 to 0.97, healthy up to 0.03"},
    {over_spread, Name::overproduction, "overproduction.spread", 5, "eighths",
     "and: eighths of the time in which there is such a sample, so that a burst which drains is none", 1, 8,
     Margin::none, "a burst that takes half of the time to drain is in 4"},
    {over_busy, Name::overproduction, "overproduction.busy", 0.95, "of the samples",
     "and: from the first such sample to the last, the share in which something runs or waits: a program that comes to "
     "rest is done with its burst",
     0, 1, Margin::none, "measured: sick 1, bursts of a healthy program on a busy host 0.39 to 0.9"},
    {over_mostly, Name::overproduction, "overproduction.mostly", 0.65, "of the samples",
     "or, in place of that: overproduction.share is as much: most of the time, whatever rest there is", 0.001, 1,
     Margin::none, "measured: bursts of a healthy program on a busy host 0.40 and 0.54"},
    {over_refilled, Name::overproduction, "overproduction.refilled", 256, "goroutines",
     "and: by how much the queues rose again in all, after they first fell, so that a start which only falls is none",
     0, kMost, Margin::none, "measured: sick 1,273 and more, a start 0"},
    {over_left, Name::overproduction, "overproduction.left", 0.50, "of the most",
     "or, in place of that: what waits at the end, of the most that waited: it does not drain while we look", 0.01, 1,
     Margin::none, kOwn},
    {calls_per_request, Name::syscall_heavy, "syscall-heavy.per-request", 40, "calls",
     "syscallticks for each request of the load; needs their number", 0.1, kMost, Margin::rate,
     "measured: sick 52 to 93; healthy: a server of static files 18 to 29, a database 25, others up to 12"},
    {calls_per_round, Name::syscall_heavy, "syscall-heavy.per-round", 5, "calls",
     "and: syscallticks for each scheduling round, in those stretches of the trace with half of all calls", 0, kMost,
     Margin::none, "measured: sick 12 and more; services that hand a request on between goroutines 1 to 3.4"},
    {gc_share, Name::gc_pressure, "gc-pressure.share", 0.35, "of the samples",
     "share of the samples in which a goroutine of the collector is on its M, or one helps it or waits to", 0.01, 1,
     Margin::share, "measured: sick 0.39 to 0.95, healthy up to 0.23"},
    {gc_doubted, Name::gc_pressure, "gc-pressure.doubted", 0.50, "of the samples",
     "in place of it, where the samples come late (host-noise.doubt) or none has a goroutine that helps or waits to",
     0.01, 1, Margin::share,
     "measured: healthy up to 0.35 beside fifteen busy threads for two CPUs; forced ones 0.58 to 0.87"},
    {stop_held, Name::stuck_stop_the_world, "stuck-stop-the-world.held", 0.10, "of the time",
     "share of the time in which one stop lasts from sample to sample, no round begins, and the same goroutine runs on "
     "on the same M and P",
     0.001, 1, Margin::share, "measured: sick 0.26 to 1, healthy up to 0.03"},
    {stop_doubted, Name::stuck_stop_the_world, "stuck-stop-the-world.doubted", 0.30, "of the time",
     "in place of it, where the samples come late (host-noise.doubt) or not one goroutine is to blame", 0.001, 1,
     Margin::share, "measured: healthy up to 0.08 beside fifteen busy threads for two CPUs"},
    {stop_culprit, Name::stuck_stop_the_world, "stuck-stop-the-world.culprit", 0.90, "of these samples",
     "one goroutine is to blame: the share of those samples in which it is the one that runs on", 0.01, 1, Margin::none,
     "measured: sick 0.99 to 1, busy hosts 0 to 1"},
    {stop_often, Name::stuck_stop_the_world, "stuck-stop-the-world.often", 0.45, "of the samples",
     "or: share of the samples with gcwaiting and stopwait, where one goroutine is to blame for them: many stops, each "
     "shorter than the period",
     0.01, 1, Margin::share, "measured: sick 0.46 and 0.95, healthy without one to blame up to 0.40"},
    {stop_samples, Name::stuck_stop_the_world, "stuck-stop-the-world.samples", 3, "samples",
     "samples in the same stop as the one before them, in time", 1, kMost, Margin::none, kOwn},
    {leak_slope, Name::goroutine_leak, "goroutine-leak.slope", 10, "goroutines a second",
     "growth of the number of waiting goroutines, in each eighth of the trace; over a minute it counts as a minute's",
     0.01, kMost, Margin::rate, kMeasured},
    {leak_growth, Name::goroutine_leak, "goroutine-leak.growth", 20, "goroutines",
     "growth from the beginning to the end", 1, kMost, Margin::none, kOwn},
    {dead_time, Name::deadlock, "deadlock.time", 1, "seconds",
     "for so long at the end, and in 3 samples or more, nothing runs and nothing could wake anything", 0.05, kMost,
     Margin::none, kOwn},
    {locked_idle, Name::locked_threads, "locked-threads.locked", 12, "goroutines",
     "median of the goroutines that are locked to a thread", 1, kMost, Margin::count, kOwn},
    {locked_active, Name::locked_threads, "locked-threads.active", 2, "goroutines",
     "or: as many, where they are seen running or ready and rounds are many", 1, kMost, Margin::count, kOwn},
    {locked_share, Name::locked_threads, "locked-threads.share", 0.50, "of the samples",
     "share of the samples with such a one running or ready", 0.01, 1, Margin::none, kOwn},
    {locked_rounds, Name::locked_threads, "locked-threads.rounds", 2'000, "rounds a second",
     "scheduling rounds a second: each hand-over is one", 0, kMost, Margin::none, kOwn},
    {busy_share, Name::busy_p, "busy-p.share", 0.25, "of the samples",
     "share of the samples in which one and the same goroutine runs while many wait for it; no other one runs in half "
     "as many",
     0.01, 1, Margin::share, "measured: sick 0.35 to 1, healthy up to 0.11"},
    {busy_alone, Name::busy_p, "busy-p.alone", 0.25, "of the samples",
     "or: share of the samples in which one goroutine runs, whichever, many wait and a P idles", 0.01, 1, Margin::share,
     "measured: sick 0.32 to 0.69, healthy up to 0.08"},
    {busy_waiting, Name::busy_p, "busy-p.waiting", 8, "goroutines",
     "goroutines in \"chan send\" or waiting for a lock in a sample", 1, kMost, Margin::none, kOwn},
    {noise_late, Name::host_noise, "host-noise.late", 0.25, "of the samples",
     "share of the samples that come late by a period and 100 ms or more; small traces only", 0.01, 1, Margin::share,
     "measured: stopped half of the time 0.27 to 0.33"},
    {noise_lost, Name::host_noise, "host-noise.lost", 0.40, "of the time",
     "and: share of the time by which all samples together are late", 0.01, 1, Margin::share,
     "measured: stopped half of the time 0.42 to 0.54"},
    {noise_share, Name::host_noise, "host-noise.share", 3, "times its limit",
     "where the host was watched: the share of CPU taken by others or stolen, over its limit; where it is known how "
     "long the program waited for a CPU, that has to be over its own as well",
     0.01, kMost, Margin::none, "three times the limits by which runs are left out of verdicts"},
    {noise_doubt, Name::host_noise, "host-noise.doubt", 0.15, "of the time",
     "share of the time by which samples are late: above it other rules ask for more", 0.001, 1, Margin::none,
     "measured: sick programs up to 0.07, healthy ones beside fifteen busy threads 0.25 to 0.53"},
});
static_assert(kTable.size() == kRules);

constexpr auto kWords = [] {
  std::array<std::string_view, kRules> words;
  for (std::size_t i = 0; i < kRules; ++i) words[i] = kTable[i].word;
  return words;
}();

const Rule* find_rule(std::string_view word) {
  const auto* const found = std::ranges::find(kTable, word, &Rule::word);
  return found == kTable.end() ? nullptr : found;
}

/// Why that rule cannot have that threshold; empty: it can.
std::string refusal(const Rule& of, double threshold) {
  if (threshold >= of.least && threshold <= of.most) return {};
  if (of.most == kMost) return "it is at least " + format_number(of.least);
  return "it is from " + format_number(of.least) + " to " + format_number(of.most);
}

double widened(Margin margin, double healthy) {
  constexpr double kHalf = 1.5, kShare = 0.05, kCount = 4, kRate = 1;
  const double least = margin == Margin::share ? kShare : margin == Margin::count ? kCount : kRate;
  return std::max(healthy * kHalf, healthy + least);
}

}  // namespace

const std::array<Rule, kRules>& all_rules() { return kTable; }

const Rule& rule(RuleId id) { return kTable[static_cast<std::size_t>(id)]; }

Rules::Rules() {
  for (const auto& built_in : kTable) set(built_in.id, built_in.threshold, "built in");
}

void Rules::set(RuleId id, double threshold, std::string_view by) {
  thresholds_[static_cast<std::size_t>(id)] = threshold;
  set_by_[static_cast<std::size_t>(id)] = by;
}

Result<void> Rules::set(std::string_view assignment) {
  const auto sign = assignment.find('=');
  if (sign == std::string_view::npos)
    return fail("no \"=\" in " + quote(assignment), "--rule", "such as --rule goroutine-leak.slope=50");
  const auto word = assignment.substr(0, sign), text = assignment.substr(sign + 1);
  const auto* const found = find_rule(word);
  if (found == nullptr) return fail("unknown rule " + quote(word), "--rule", did_you_mean(word, kWords));
  const auto threshold = parse_number(text);
  if (!threshold)
    return fail(quote(text) + " is no number", "--rule", std::string(word) + ": " + std::string(found->signal));
  if (auto why = refusal(*found, *threshold); !why.empty())
    return fail(std::string(word) + " cannot be " + format_number(*threshold), "--rule", why);
  set(found->id, *threshold, "--rule");
  return {};
}

void Rules::read(const json::Value& object, std::optional<Name> of, json::Problems& problems) {
  if (!json::expect_type(object, json::Type::object, R"("rules")", problems)) return;
  for (const auto& member : object.members) {
    const auto* const found = find_rule(member.key);
    if (found == nullptr) {
      problems.add(member.key_place, "unknown rule " + quote(member.key), did_you_mean(member.key, kWords));
      continue;
    }
    if (of && found->name != *of)
      problems.add(member.key_place, member.key + " is no rule of " + std::string(name_of(*of)));
    const auto number = json::read_number(member.value, quote(member.key), problems);
    if (!number) continue;
    if (auto why = refusal(*found, *number); !why.empty()) {
      problems.add(member.value.place, member.key + " cannot be " + format_number(*number), why);
    } else {
      set(found->id, *number, "file");
    }
  }
}

std::vector<Error> Rules::load(std::string_view text, const std::string& file) {
  const auto document = json::parse(text, file);
  if (!document.root || !document.errors.empty()) return document.errors;
  json::Problems problems(file);
  json::ObjectReader reader(*document.root, "a file of rules", problems);
  const auto* const rules = reader.require("rules");
  reader.finish();
  if (rules != nullptr) read(rules->value, std::nullopt, problems);
  return problems.take();
}

Rules with_baseline(Rules rules, std::span<const Measured> healthy) {
  for (const auto& each : kTable) {
    if (each.margin == Margin::none) continue;
    std::optional<double> most;
    for (const auto& measured : healthy)
      if (const auto& value = measured[static_cast<std::size_t>(each.id)])
        most = std::max(most.value_or(-std::numeric_limits<double>::infinity()), *value);
    if (!most) continue;
    rules.set(each.id, std::clamp(widened(each.margin, *most), each.least, each.most), "baseline");
  }
  return rules;
}

}  // namespace schedlitmus::diagnosis
