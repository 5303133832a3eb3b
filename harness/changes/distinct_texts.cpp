#include "changes/distinct_texts.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include "report/format.hpp"
#include "support/text_width.hpp"

namespace schedlitmus::changes {

namespace {

constexpr std::string_view kLineEnd = " / ";
constexpr std::string_view kCut = "… ";
constexpr std::size_t kBefore = 12;  ///< bytes that may stand before a difference, from the beginning of a word

std::string one_line(const std::string& text) {
  std::string line;
  for (const char c : text) line += c == '\n' ? std::string(kLineEnd) : std::string(1, c);
  return report::clean_text(line);
}

bool is_inside_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Where to begin, for the difference at `at` to be seen: at a line, or at a word, if one begins near.
std::size_t begin_before(std::string_view text, std::size_t at) {
  const auto line = text.substr(0, at).rfind(kLineEnd);
  if (line != std::string_view::npos && at - line <= 2 * kBefore) return line + kLineEnd.size();
  const auto word = text.substr(0, at).rfind(' ');
  if (word != std::string_view::npos && at - word <= kBefore) return word + 1;
  auto begin = at - std::min(at, kBefore);
  while (begin > 0 && begin < text.size() && is_inside_character(text[begin])) --begin;
  return begin;
}

std::string cut(const std::string& line, std::size_t begin, std::size_t width) {
  if (begin == 0) return truncate_to_width(line, width);
  return truncate_to_width(std::string(kCut) + line.substr(begin), width);
}

/// Of lines that are not all the same, the least place at which two differ.
std::size_t first_difference(const std::vector<const std::string*>& lines) {
  std::size_t least = std::string::npos;
  for (const auto* line : lines) {
    const auto [end, other] = std::ranges::mismatch(*lines.front(), *line);
    if (end != lines.front()->end() || other != line->end())
      least = std::min(least, static_cast<std::size_t>(end - lines.front()->begin()));
  }
  return least;
}

}  // namespace

std::vector<std::string> distinct_texts(const std::vector<std::string>& texts, std::size_t width) {
  std::vector<std::string> lines;
  for (const auto& text : texts) lines.push_back(one_line(text));
  std::vector<std::size_t> begins(lines.size(), 0);
  for (bool moved = true; moved;) {
    moved = false;
    std::map<std::string, std::vector<std::size_t>> alike;
    for (std::size_t i = 0; i < lines.size(); ++i) alike[cut(lines[i], begins[i], width)].push_back(i);
    for (const auto& [shown, members] : alike) {
      std::vector<const std::string*> group;
      for (const auto i : members) group.push_back(&lines[i]);
      const auto at = first_difference(group);
      if (at == std::string::npos) continue;
      const auto begin = begin_before(lines[members.front()], at);
      for (const auto i : members) {
        moved = moved || begin > begins[i];
        begins[i] = std::max(begins[i], begin);
      }
    }
  }
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < lines.size(); ++i) shown.push_back(cut(lines[i], begins[i], width));
  return shown;
}

}  // namespace schedlitmus::changes
