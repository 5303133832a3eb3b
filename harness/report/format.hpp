// How the reports word verdicts, rates, times and foreign text. All writers
// use these, so that the same cell reads the same everywhere; the numbers
// themselves are formatted in support/numbers.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/model.hpp"

namespace schedlitmus::report {

enum class Lines : std::uint8_t {
  one,   ///< line ends and tabs become blanks
  many,  ///< line ends and tabs stay
};

/// Foreign text made harmless for a terminal and for XML: valid UTF-8, with
/// control characters and the marks that reorder text shown as "\x1b", "\u202e".
[[nodiscard]] std::string clean_text(std::string_view text, Lines lines = Lines::one);

/// What an author put between `backticks`, without them; one that stands alone stays.
[[nodiscard]] std::string without_backticks(const std::string& text);
/// The text as HTML, escaped, with <code> in place of the backticks.
[[nodiscard]] std::string html_of(const std::string& text);

/// "held" or "missed", as everywhere else.
[[nodiscard]] std::string_view word_of(bool held);

/// Whether the verdict is decided and its bound says anything: one between 0 and 1.
[[nodiscard]] bool has_bound(const verdict::Verdict& verdict);
/// "9/10": held of the runs that count.
[[nodiscard]] std::string format_rate(const verdict::Verdict& verdict);
/// The bound of the hold rate: "≥ 74 %" where HOLDS, "≤ 58 %" where VIOLATED; empty where it has none.
[[nodiscard]] std::string format_bound(const verdict::Verdict& verdict);
/// The two-sided interval of the hold rate: "69 % to 100 %"; empty where none was asked for.
[[nodiscard]] std::string format_interval(const verdict::Verdict& verdict);
/// "10/10 ≥ 74 %", "7/10" without a bound, "10/10 69 % to 100 %" with an interval, "median 6
/// vs 4" of a distribution; empty where skipped.
[[nodiscard]] std::string format_numbers(const verdict::Verdict& verdict);
/// Of a check of class distribution: "median 6 in 20 runs, 4 in the 20 runs on Go
/// 1.26.3; greater in 92 % of all pairs, ... p = 0.0001"; else empty.
[[nodiscard]] std::string describe_comparison(const verdict::Verdict& verdict);
/// "held in 9 of 10 runs, hold rate at least 74 %; 1 run undecided, 2 runs excluded for host noise".
[[nodiscard]] std::string describe_rate(const verdict::Verdict& verdict);
/// "expected VIOLATED, HOLDS" and the like: how the verdict stands to what the file says.
[[nodiscard]] std::string describe_judgement(const CheckReport& check);
/// What describe_times() tells: "sampled at", or "decided at" where the value is made of a window's samples.
[[nodiscard]] std::string_view label_of_times(const CheckReport& check);
/// "[4 4] at 300ms"; of a value that is made of a window's samples "15 of 16 samples (94 %) by 688ms".
[[nodiscard]] std::string format_seen(const CheckReport& check, const std::string& seen, Millis time);
/// "300ms to 312ms, such as [4 4] at 300ms, [3 5] at 305ms"; empty where no sample decided.
[[nodiscard]] std::string describe_times(const CheckReport& check);
/// "run 17: SCHED 300ms: gomaxprocs=2 ... [8 0] (missed)", for each example sample.
[[nodiscard]] std::vector<std::string> describe_samples(const CheckReport& check);
/// "with them HOLDS: held in 12 of 16 runs"; empty where no run was excluded.
[[nodiscard]] std::string describe_with_excluded(const CheckReport& check);
/// "2 of 40 runs excluded; others used 1.2 % of the runs' CPUs in the median, 34 % at most (limit 10 %); ...".
[[nodiscard]] std::string describe_noise(const NoiseSummary& noise);
/// What an inconclusive verdict lacks: its reason and how many more runs would settle it; else empty.
[[nodiscard]] std::string describe_gap(const verdict::Verdict& verdict);
/// Why single runs say nothing: the undecided examples' reasons, each once.
[[nodiscard]] std::vector<std::string> undecided_reasons(const verdict::Verdict& verdict);
/// "GOMAXPROCS=2", "GOMAXPROCS=2, asyncpreemptoff=1".
[[nodiscard]] std::string format_setting(int gomaxprocs, const std::string& variant);
/// "Go 1.13.15"; a column that is no release ("trace") as it is.
[[nodiscard]] std::string format_release(const std::string& release);
/// "file:line", or what there is of it.
[[nodiscard]] std::string format_place(const CheckReport& check);
/// "117 samples read, 3 lost (2.5 %)"; empty where there are none.
[[nodiscard]] std::string describe_health(const Cell& cell);
/// "CPUs 0-3, up to 2 runs at once, 41s of programs in 22s (overhead 7.3 %)".
[[nodiscard]] std::string describe_execution(const Execution& execution);
/// "12 checks as expected, 1 failed, 2 skipped; 123 runs".
[[nodiscard]] std::string describe_totals(const Totals& sum);
/// What an exit code says: "all as expected", "violated", ...
[[nodiscard]] std::string_view meaning_of_exit_code(int code);
/// The first cell that failed, else is inconclusive, else was checked; nullptr where none has a command.
[[nodiscard]] const Cell* cell_to_reproduce(const Report& report);

/// The footnotes of one check on one release: that VIOLATED is expected, that
/// the release has its own form of the check, that runs are excluded for host
/// noise and what the verdict is with them. Backticks are as their author put them.
[[nodiscard]] std::vector<std::string> notes_of(const CheckReport& check);
/// "¹", "²", "¹²" for 12.
[[nodiscard]] std::string superscript(std::size_t number);

}  // namespace schedlitmus::report
