#include "lesson/taught.hpp"

#include <algorithm>

namespace schedlitmus::lesson {

using report::Judgement;

int exit_code(const Taught& taught) {
  if (taught.report.interrupted) return 130;
  bool any_ok = false;
  bool any_open = false;
  bool any_failed = std::ranges::any_of(taught.shows, [](const Shown& shown) { return !shown.missing.empty(); });
  for (const auto& said : taught.statements) {
    for (const auto& on : said.on) {
      any_ok = any_ok || on.judgement == Judgement::ok;
      any_open = any_open || on.judgement == Judgement::inconclusive;
      any_failed = any_failed || on.judgement == Judgement::failed;
    }
  }
  if (!taught.errors.empty() || !(any_ok || any_open || any_failed)) return 3;
  if (any_failed) return 1;
  return any_open ? 2 : 0;
}

}  // namespace schedlitmus::lesson
