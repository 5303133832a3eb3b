#include "store/row.hpp"

#include <fmt/format.h>

#include <charconv>

namespace schedlitmus::store {
namespace {

/// Calls `visit` for each part between commas until it gives false: whether it never did. No part in "".
template <class Visit>
bool for_each_part(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    if (!visit(text.substr(0, end))) return false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

}  // namespace

std::string text_of(const std::vector<int>& numbers) {
  std::string text;
  for (const int number : numbers) text += (text.empty() ? "" : ",") + std::to_string(number);
  return text;
}

std::string text_of(const std::map<std::string, std::string>& settings) {
  std::string text;
  for (const auto& [name, value] : settings) text += fmt::format("{}{}={}", text.empty() ? "" : ",", name, value);
  return text;
}

std::optional<std::vector<int>> numbers_of(std::string_view text) {
  std::vector<int> numbers;
  const bool good = for_each_part(text, [&](std::string_view part) {
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), numbers.emplace_back());
    return error == std::errc{} && end == part.data() + part.size();
  });
  return good ? std::optional(std::move(numbers)) : std::nullopt;
}

std::optional<std::map<std::string, std::string>> settings_of(std::string_view text) {
  std::map<std::string, std::string> settings;
  const bool good = for_each_part(text, [&](std::string_view part) {
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) return false;
    settings.emplace(part.substr(0, equals), part.substr(equals + 1));
    return true;
  });
  return good ? std::optional(std::move(settings)) : std::nullopt;
}

}  // namespace schedlitmus::store
