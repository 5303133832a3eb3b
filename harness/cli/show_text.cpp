#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/show.hpp"
#include "report/format.hpp"
#include "support/numbers.hpp"
#include "support/table.hpp"

namespace schedlitmus::cli {

namespace {

using expectation::Outcome;
using expectation::OutcomeKind;
using report::clean_text;

std::string ending_of(const process::RunRecord& record) {
  auto text = std::string(process::name_of(record.ending));
  const bool asked = record.ending == process::Ending::shut_down;
  if (record.ending == process::Ending::exited || (asked && record.signal == 0))
    text += fmt::format(" {}", record.code);
  if (record.ending == process::Ending::signalled || (asked && record.signal != 0))
    text += fmt::format(" {}", record.signal);
  return text;
}

/// Of a part: how it ended, and when.
std::string part_text(const store::Part& part) {
  process::RunRecord record;
  record.ending = part.ending;
  record.code = part.code;
  record.signal = part.signal;
  return fmt::format("{} after {}: {}", ending_of(record),
                     format_duration(std::chrono::duration_cast<Millis>(part.wall)), part.command);
}

/// The measures that a part printed.
std::string measures_text(const store::Part& part) {
  std::vector<std::string> texts;
  for (const auto& [name, value] : part.measures) texts.push_back(fmt::format("{} = {}", name, value));
  return fmt::format("{}", fmt::join(texts, ", "));
}

std::string looked_at_text(const store::Service& service) {
  if (!service.zero || !service.from || !service.until) return "nothing of its trace";
  return fmt::format("its trace from {} until {}, and times count from {}", format_duration(*service.from),
                     format_duration(*service.until), format_duration(*service.zero));
}

std::string wall_of(const store::Run& run) {
  return format_duration(std::chrono::duration_cast<Millis>(run.record.wall));
}

Colour colour_of(const std::vector<Outcome>& outcomes) {
  Colour colour = Colour::none;
  for (const auto& outcome : outcomes) {
    if (outcome.kind == OutcomeKind::missed) return Colour::red;
    if (outcome.kind == OutcomeKind::undecided) colour = Colour::yellow;
  }
  return colour;
}

std::string outcomes_in_short(const store::Run& run) {
  std::vector<std::string> texts;
  for (const auto& outcome : run.outcomes) {
    auto text = fmt::format("{} {}", clean_text(outcome.check), name_of(outcome.kind));
    if (!outcome.seen.empty()) text += " " + clean_text(outcome.seen);
    texts.push_back(std::move(text));
  }
  return fmt::format("{}", fmt::join(texts, ", "));
}

std::string share(double value) { return value < 0 ? "not known" : format_percent(value); }

/// Lines "label  text"; empty texts are left out.
class Facts {
 public:
  void add(const char* label, const std::string& text) {
    if (!text.empty()) table_.row({{label, Colour::dim}, clean_text(text)});
  }
  [[nodiscard]] std::string to_string(const report::TerminalStyle& style) const {
    return table_.to_string({.colour = style.colour, .indent = 2});
  }

 private:
  Table table_{{{""}, {""}}};
};

void add_service(const store::Service& service, Facts& facts) {
  facts.add("ready", service.ready ? fmt::format("after {}: {}", format_duration(*service.ready), service.awaited)
                                   : "never: " + service.awaited);
  facts.add("looked at", looked_at_text(service));
  facts.add("cut short", service.cut_why);
  facts.add("tells nothing", service.void_why);
  for (const auto& part : service.parts) {
    facts.add(part.name.c_str(), part_text(part));
    facts.add("measures", measures_text(part));
  }
}

std::string noise_text(const process::Noise& noise) {
  auto text = fmt::format("run delay {}, CPU pressure {}, steal {}, CPUs used by others {}, throttled {}",
                          share(noise.run_delay_share), share(noise.cpu_pressure), share(noise.steal_share),
                          share(noise.foreign_cpu_share), share(noise.throttled_share));
  if (noise.load_average >= 0) text += fmt::format(", load {:.2f}", noise.load_average);
  return text;
}

std::string health_text(const trace::Health& health) {
  auto text = fmt::format("{} in {}", count_of(health.samples, "sample"), count_of(health.lines, "line"));
  if (health.incomplete_samples > 0) text += fmt::format(", {} incomplete", health.incomplete_samples);
  for (std::size_t i = 0; i < trace::kTroubles; ++i) {
    const auto trouble = static_cast<trace::Trouble>(i);
    const auto& count = health.of(trouble);
    if (count.count > 0) text += fmt::format(", {} {}", name_of(trouble), count.count);
  }
  return text;
}

std::string streams_text(const store::Run& run, std::uint64_t in_file) {
  const auto one = [](const char* name, std::uint64_t written, const store::KeptStream& kept) {
    const auto why = kept.cut() ? fmt::format(", of which the first {} are kept", format_bytes(kept.bytes())) : "";
    return fmt::format("{} {}{}", name, count_of(written, "byte"), why);
  };
  return fmt::format("{}; {}; {} in the store", one("stderr", run.record.stderr_bytes, run.err),
                     one("stdout", run.record.stdout_bytes, run.out), format_bytes(in_file));
}

std::string outcome_text(const Outcome& outcome) {
  auto text = std::string(name_of(outcome.kind));
  if (!outcome.seen.empty()) text += " " + outcome.seen;
  if (outcome.time) text += " at " + format_duration(*outcome.time);
  if (outcome.samples > 0) text += ", " + count_of(outcome.samples, "sample") + " compared";
  if (!outcome.reason.empty()) text += ": " + outcome.reason;
  return text;
}

std::string why_not_counted(const store::Run& run, const store::Campaign& campaign) {
  if (store::is_superseded(campaign, run)) return "no: made before the program or its Go was changed";
  return run.counts ? "yes" : "no: " + run.excluded_why;
}

}  // namespace

std::string campaigns_text(const std::vector<store::Campaign>& campaigns, const report::TerminalStyle& style) {
  Table table(
      {{"campaign", Align::right}, {"started"}, {"state"}, {"shard"}, {"command", Align::left, Overflow::truncate}});
  for (const auto& campaign : campaigns) {
    table.row({std::to_string(campaign.id),
               clean_text(campaign.started),
               {campaign.finished ? "finished" : "unfinished", campaign.finished ? Colour::none : Colour::yellow},
               clean_text(campaign.shard),
               clean_text(campaign.command)});
  }
  return table.to_string({.colour = style.colour, .width = static_cast<std::size_t>(style.width)});
}

std::string runs_text(const std::vector<store::Run>& runs, const store::Campaign& campaign,
                      const report::TerminalStyle& style) {
  Table table({{"run", Align::right},
               {"expectation"},
               {"release"},
               {"P", Align::right},
               {"variant"},
               {"wall", Align::right},
               {"ending"},
               {"counts"},
               {"checks", Align::left, Overflow::truncate}});
  for (const auto& run : runs) {
    const bool counts = run.counts && !store::is_superseded(campaign, run);
    table.row({std::to_string(run.id),
               clean_text(run.expectation),
               clean_text(run.release),
               std::to_string(run.gomaxprocs),
               clean_text(run.variant),
               wall_of(run),
               ending_of(run.record),
               {counts ? "yes" : "no", counts ? Colour::none : Colour::yellow},
               {outcomes_in_short(run), colour_of(run.outcomes)}});
  }
  return table.to_string({.colour = style.colour, .width = static_cast<std::size_t>(style.width)});
}

std::string run_text(const store::Run& run, const store::Campaign& campaign, std::uint64_t in_file,
                     const report::TerminalStyle& style) {
  Facts facts;
  facts.add("expectation", run.expectation);
  facts.add("release", fmt::format("Go {}", run.release));
  facts.add("GOMAXPROCS", std::to_string(run.gomaxprocs));
  facts.add("GODEBUG", run.godebug);
  facts.add("variant", run.variant);
  facts.add("toolchain", run.toolchain);
  facts.add("go line", run.go_line);
  facts.add("default GODEBUG", run.default_godebug);
  facts.add("host", campaign.host);
  facts.add("CPUs", run.cpus.empty() ? "not bound" : fmt::format("{}, slot {}", fmt::join(run.cpus, ","), run.slot));
  facts.add("started", run.started);
  facts.add("took", fmt::format("{}, {} user and {} system CPU time", wall_of(run),
                                format_duration(std::chrono::duration_cast<Millis>(run.record.user_cpu)),
                                format_duration(std::chrono::duration_cast<Millis>(run.record.system_cpu))));
  facts.add("memory", fmt::format("{} KiB at most", format_count(run.record.max_rss_bytes / 1024)));
  facts.add("ending", ending_of(run.record));
  if (run.record.leftovers > 0) {
    facts.add("left behind", count_of(static_cast<std::uint64_t>(run.record.leftovers), "process", "processes"));
  }
  if (run.service) add_service(*run.service, facts);
  facts.add("noise", noise_text(run.record.noise));
  facts.add("counts", why_not_counted(run, campaign));
  facts.add("limits", campaign.noise_source);
  facts.add("capture", run.capture);
  facts.add("streams", streams_text(run, in_file));
  facts.add("trace", health_text(run.health));
  for (const auto& outcome : run.outcomes)
    facts.add(("check " + clean_text(outcome.check)).c_str(), outcome_text(outcome));
  facts.add("by hand", run.command);
  const auto cell = static_cast<std::size_t>(run.cell);
  if (run.cell >= 0 && cell < campaign.cells.size()) facts.add("reproduce", campaign.cells[cell].reproduce);
  return coloured(fmt::format("run {} of campaign {}", run.id, run.campaign), Colour::bold, style.colour) + "\n" +
         facts.to_string(style);
}

}  // namespace schedlitmus::cli
