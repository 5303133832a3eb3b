#include "cli/live_output.hpp"

#include <algorithm>

#include "trace/line_shape.hpp"

namespace schedlitmus::cli {

namespace {

constexpr std::size_t kMostLines = 200;
constexpr std::size_t kLongestLine = 4096;

std::string harmless(const std::string& line) {
  auto text = trace::without_colours(line);
  std::ranges::replace(text, '\t', ' ');
  std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
  return text;
}

}  // namespace

void LiveOutput::add(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    const auto room = kLongestLine - std::min(partial_.size(), kLongestLine);
    partial_ += bytes.substr(0, std::min(end, room));
    if (end == bytes.size()) return;
    lines_.push_back(std::move(partial_));
    partial_.clear();
    if (lines_.size() > kMostLines) lines_.pop_front();
    bytes.remove_prefix(end + 1);
  }
}

std::vector<std::string> LiveOutput::last(std::size_t most) const {
  std::vector<std::string> result;
  const bool has_partial = !partial_.empty() && most > 0;
  const auto some = std::min(lines_.size(), most - (has_partial ? 1 : 0));
  for (auto i = lines_.size() - some; i < lines_.size(); ++i) result.push_back(harmless(lines_[i]));
  if (has_partial) result.push_back(harmless(partial_));
  return result;
}

std::string LiveOutput::kept() const {
  std::string text;
  for (const auto& line : lines_) text += line + '\n';
  return text + partial_;
}

}  // namespace schedlitmus::cli
