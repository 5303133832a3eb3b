#include <functional>

#include "report/escape.hpp"
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

}  // namespace

std::string without_backticks(const std::string& text) {
  const auto same = [](const std::string& piece) { return piece; };
  return replace_backticks(text, same, same);
}

std::string html_of(const std::string& text) {
  return replace_backticks(text, escape_html,
                           [](const std::string& piece) { return "<code>" + escape_html(piece) + "</code>"; });
}

}  // namespace schedlitmus::report
