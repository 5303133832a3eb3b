#include "record/texts.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace schedlitmus::record {
namespace {

constexpr const char* kSeenNone = "none";  // as the evaluator shows an empty text

/// Whether the text stands for itself in a file.
bool is_plain(const std::string& text) {
  return !text.starts_with('$') && !text.ends_with("…") && text.find(" / ") == std::string::npos &&
         text.find("gomaxprocs") == std::string::npos;
}

}  // namespace

std::optional<std::vector<double>> numbers_in(const std::string& seen) {
  if (!seen.starts_with('[')) return std::nullopt;
  std::vector<double> numbers;
  const char* at = seen.data();
  const char* const end = at + seen.size();
  while (at < end) {
    std::int64_t number = 0;
    const auto [after, error] = std::from_chars(at, end, number);
    if (error == std::errc()) numbers.push_back(static_cast<double>(number));
    at = error == std::errc() ? after : at + 1;
  }
  if (numbers.empty()) return std::nullopt;
  return numbers;
}

std::optional<double> Texts::number_of(const std::string& seen) {
  if (seen == kSeenNone) return kNone;
  if (!is_plain(seen)) return std::nullopt;
  const auto known = std::ranges::find(texts_, seen);
  const auto place = known - texts_.begin();
  if (known == texts_.end()) texts_.push_back(seen);
  return static_cast<double>(place);
}

}  // namespace schedlitmus::record
