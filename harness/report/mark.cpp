#include "report/mark.hpp"

#include <algorithm>

namespace schedlitmus::report {
namespace {

constexpr Mark kHolds{"holds", "●", "holds"};
constexpr Mark kViolated{"violated", "○", "violated, as expected"};
constexpr Mark kBoth{"both", "◐", "holds in part, as expected"};
constexpr Mark kFailed{"failed", "✗", "not as expected"};
constexpr Mark kInconclusive{"inconclusive", "?", "inconclusive"};
constexpr Mark kSkipped{"skipped", "–", "skipped"};
constexpr Mark kError{"error", "!", "error"};

}  // namespace

Mark mark_of(const CheckReport& check) {
  switch (judge(check)) {
    case Judgement::ok:
      return check.expected_violated ? kViolated : kHolds;
    case Judgement::failed:
      return kFailed;
    case Judgement::inconclusive:
      return kInconclusive;
    case Judgement::skipped:
      break;
  }
  return kSkipped;
}

Mark mark_of(const Cell& cell) {
  if (cell.error) return kError;
  if (!cell.skipped_why.empty()) return kSkipped;
  const auto any = [&](const Mark& wanted) {
    return std::ranges::any_of(cell.checks,
                               [&](const CheckReport& check) { return mark_of(check).state == wanted.state; });
  };
  if (any(kFailed)) return kFailed;
  if (any(kInconclusive)) return kInconclusive;
  if (any(kHolds) && any(kViolated)) return kBoth;
  if (any(kHolds)) return kHolds;
  return any(kViolated) ? kViolated : kSkipped;
}

}  // namespace schedlitmus::report
