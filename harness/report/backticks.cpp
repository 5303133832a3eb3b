#include <functional>

#include "report/format.hpp"

namespace schedlitmus::report {
namespace {

/// The text with each piece between two backticks put through `code`, and each other one through `plain`.
std::string replace_backticks(const std::string& text, const std::function<std::string(const std::string&)>& plain,
                              const std::function<std::string(const std::string&)>& code) {
  std::string out;
  std::size_t at = 0;
  while (true) {
    const std::size_t open = text.find('`', at);
    const std::size_t close = open == std::string::npos ? open : text.find('`', open + 1);
    if (close == std::string::npos) return out + plain(text.substr(at));
    out += plain(text.substr(at, open - at)) + code(text.substr(open + 1, close - open - 1));
    at = close + 1;
  }
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace

std::string without_backticks(const std::string& text) {
  const auto same = [](const std::string& piece) { return piece; };
  return replace_backticks(text, same, same);
}

std::string html_of(const std::string& text) {
  return replace_backticks(text, escaped,
                           [](const std::string& piece) { return "<code>" + escaped(piece) + "</code>"; });
}

}  // namespace schedlitmus::report
