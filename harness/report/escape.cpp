#include "report/escape.hpp"

#include <fmt/format.h>

namespace schedlitmus::report {
namespace {

/// Each character of `special` as `written` says, which has one place for its number.
std::string replaced(std::string_view text, std::string_view special, fmt::format_string<int> written) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (special.find(c) == std::string_view::npos)
      out += c;
    else
      out += fmt::format(written, int{static_cast<unsigned char>(c)});
  }
  return out;
}

std::string as_entities(std::string_view text, std::string_view special) { return replaced(text, special, "&#{};"); }

std::string as_percent(std::string_view text, std::string_view special) { return replaced(text, special, "%{:02X}"); }

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\'')
      out += "&#39;";
    else
      out += c;
  }
  return out;
}

std::string escape_markdown(std::string_view text) { return as_entities(text, "&<>\"'`*_[](){}#|~\\!@$:^"); }

std::string escape_command(std::string_view text) { return as_percent(text, "%\r\n"); }

std::string escape_property(std::string_view text) { return as_percent(text, "%\r\n,:"); }

}  // namespace schedlitmus::report
