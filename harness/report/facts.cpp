#include "report/facts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "report/format.hpp"
#include "report/service.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::report {
namespace {

class Facts {
 public:
  void text(std::string label, std::string text) { add(std::move(label), std::move(text), false); }
  void verbatim(std::string label, std::string text) { add(std::move(label), std::move(text), true); }
  [[nodiscard]] std::vector<Fact> take() { return std::move(list_); }

 private:
  void add(std::string label, std::string text, bool verbatim) {
    if (!text.empty()) list_.push_back({std::move(label), std::move(text), verbatim});
  }
  std::vector<Fact> list_;
};

}  // namespace

std::vector<Fact> expectation_facts(const CheckReport& check) {
  Facts facts;
  facts.text("expected", clean_text(check.condition) + (check.expected_violated ? " to be VIOLATED" : ""));
  facts.text("tolerance", clean_text(check.tolerance));
  return facts.take();
}

std::vector<Fact> check_facts(const CheckReport& check) {
  Facts facts;
  facts.text(std::string(label_of_times(check)), describe_times(check));
  facts.text("runs", describe_rate(check.verdict));
  facts.text("noisy", describe_with_excluded(check));
  for (const std::string& sample : describe_samples(check)) facts.verbatim("sample", sample);
  facts.text("lacking", describe_gap(check.verdict));
  facts.text("settled by", clean_text(check.settled_by));
  for (const std::string& reason : undecided_reasons(check.verdict)) facts.text("undecided", reason);
  facts.text("because",
             without_backticks(clean_text(check.expected_violated ? check.expected_why : check.replaced_why)));
  facts.text("why", without_backticks(clean_text(check.why)));
  facts.text("stated in", format_place(check));
  return facts.take();
}

std::vector<Fact> cell_facts(const Cell& cell) {
  Facts facts;
  facts.text("endings", clean_text(fmt::format("{}", fmt::join(cell.endings, ", "))));
  facts.text("ready", describe_ready(cell));
  facts.text("load", clean_text(describe_load(cell)));
  facts.text("trace", describe_health(cell));
  if (cell.noise) facts.text("host noise", describe_noise(*cell.noise));
  return facts.take();
}

std::vector<Fact> command_facts(const Cell& cell) {
  Facts facts;
  facts.verbatim("reproduce", clean_text(cell.reproduce));
  facts.verbatim("by hand", clean_text(cell.by_hand));
  return facts.take();
}

std::vector<std::string> describe_bins(const std::vector<Bin>& bins) {
  std::vector<std::string> lines;
  for (const Bin& bin : bins) {
    for (const bool held : {false, true}) {
      const int runs = held ? bin.held : bin.missed;
      if (runs <= 0) continue;
      lines.push_back(
          fmt::format("{} in {} ({})", bin.label, count_of(static_cast<std::uint64_t>(runs), "run"), word_of(held)));
    }
  }
  return lines;
}

std::string headline(const Report& report) {
  const Totals sum = totals(report);
  const int checked = sum.ok + sum.failed + sum.inconclusive;
  if (report.interrupted) return "Interrupted";
  if (checked == 0) return sum.errors > 0 ? "Nothing could be checked" : "Nothing was checked";
  const auto of_all = [&](int some) {
    return fmt::format("{} of {}", some, count_of(static_cast<std::uint64_t>(checked), "check"));
  };
  if (sum.failed > 0) return of_all(sum.failed) + (sum.failed == 1 ? " is" : " are") + " not as expected";
  if (sum.inconclusive > 0)
    return of_all(sum.inconclusive) + (sum.inconclusive == 1 ? " is" : " are") + " inconclusive";
  return checked == 1 ? "The check is as expected" : fmt::format("All {} checks are as expected", checked);
}

}  // namespace schedlitmus::report
