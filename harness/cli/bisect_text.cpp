#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "campaign/bisect_probe.hpp"
#include "cli/bisect.hpp"
#include "support/numbers.hpp"
#include "support/table.hpp"
#include "toolchain/version.hpp"

namespace schedlitmus::cli {

using campaign::Bisected;
using campaign::Flip;
using campaign::Tried;

namespace {

const Tried* tried_of(const Bisected& found, const std::string& release) {
  const auto tried = std::ranges::find(found.tried, release, &Tried::release);
  return tried == found.tried.end() ? nullptr : &*tried;
}

/// "1.12.17 VIOLATED 0/2"
std::string seen_on(const Bisected& found, const std::string& release) {
  const auto* tried = tried_of(found, release);
  return tried == nullptr ? release : fmt::format("{} {}", release, campaign::describe(tried->verdict));
}

std::string change(const Bisected& found, const Flip& flip, std::string_view word) {
  const auto between = fmt::format("{}, {}", seen_on(found, flip.before), seen_on(found, flip.after));
  if (flip.undecided.empty()) return fmt::format("{}: {} ({})\n", word, first_bad(flip), between);
  return fmt::format("{}: {} or one of {}, which could not be decided ({})\n", word, flip.after,
                     fmt::join(flip.undecided, ", "), between);
}

std::string table_of(const Bisected& found) {
  Table table({{"release", Align::left},
               {"verdict", Align::left},
               {"held", Align::right},
               {"campaign", Align::right},
               {"", Align::left}});
  for (const Tried& tried : found.tried) {
    const int runs = tried.verdict.held + tried.verdict.missed;
    table.row({tried.release,
               tried.likeness == plan::Likeness::undecided ? "undecided" : std::string(name_of(tried.verdict.kind)),
               runs == 0 ? "" : fmt::format("{}/{}", tried.verdict.held, runs),
               tried.campaign == 0 ? "" : fmt::format("{}", tried.campaign), tried.why});
  }
  return table.to_string();
}

}  // namespace

bool is_exact(const Bisected& found) { return !found.flips.empty() && found.flips.front().undecided.empty(); }

std::string name_of_release(const std::string& before, const std::string& after) {
  const auto first = toolchain::Version::parse(before);
  const auto last = toolchain::Version::parse(after);
  if (!first || !last || first->minor == last->minor || !last->folder.empty()) return after;
  return fmt::format("1.{}", last->minor);
}

std::string first_bad(const Flip& flip) { return name_of_release(flip.before, flip.after); }

std::string to_terminal(const Bisected& found, const std::string& again) {
  std::string text;
  if (found.interrupted) text += "interrupted before it was found; with --resume it goes on\n";
  for (std::size_t i = 0; i < found.flips.size(); ++i) {
    const auto& flip = found.flips[i];
    text += change(found, flip, !flip.to_bad ? "fine again since" : i == 0 ? "first bad" : "bad again since");
  }
  if (!found.check.empty()) {
    text += fmt::format("\n{}: {}  {}\n", found.expectation, found.check, found.condition);
    text += fmt::format("GOMAXPROCS={}{}\n\n", found.gomaxprocs, found.variant.empty() ? "" : ", " + found.variant);
  }
  text += table_of(found);
  if (!found.others.empty())
    text +=
        fmt::format("\nchanges between the two ends, too: {} (--check looks at one)\n", fmt::join(found.others, ", "));
  return text + fmt::format("\nagain: {}\n", again);
}

}  // namespace schedlitmus::cli
