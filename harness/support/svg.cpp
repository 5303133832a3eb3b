#include "support/svg.hpp"

#include <fmt/format.h>

#include <iterator>

#include "support/utf8.hpp"

namespace schedlitmus {

namespace {

std::string escaped(std::string_view text) {
  std::string result;
  for (; !text.empty(); text.remove_prefix(1)) {
    const auto whole = text.substr(0, first_invalid_utf8(text));
    for (const char c : whole) {
      if (c == '&')
        result += "&amp;";
      else if (c == '<')
        result += "&lt;";
      else if (c == '>')
        result += "&gt;";
      else if (c == '"')
        result += "&quot;";
      else
        result += c == '\x7f' || (c >= '\0' && c < ' ') ? '?' : c;
    }
    text.remove_prefix(whole.size());
    if (text.empty()) break;
    result += '?';
  }
  return result;
}

}  // namespace

void Svg::text(int x, int y, std::string_view style_class, std::string_view words) {
  fmt::format_to(std::back_inserter(body_), "<text x=\"{}\" y=\"{}\" class=\"{}\">{}</text>\n", x, y, style_class,
                 escaped(words));
}

void Svg::rect(int x, int y, int width, int height, int radius, std::string_view style_class) {
  fmt::format_to(std::back_inserter(body_),
                 "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" class=\"{}\"/>\n", x, y, width, height,
                 radius, style_class);
}

void Svg::circle(int x, int y, int radius, std::string_view style_class) {
  fmt::format_to(std::back_inserter(body_), "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" class=\"{}\"/>\n", x, y, radius,
                 style_class);
}

void Svg::path(std::string_view d, std::string_view style_class) {
  fmt::format_to(std::back_inserter(body_), "<path d=\"{}\" class=\"{}\"/>\n", d, style_class);
}

std::string Svg::document(const SvgHead& head) const {
  auto svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" role=\"img\" "
      "class=\"{2}\" aria-label=\"{3}\">\n<title>{3}</title>\n<desc>{4}</desc>\n",
      head.width, head.height, head.style_class, escaped(head.title), escaped(head.description));
  if (!head.style.empty()) svg += fmt::format("<style>\n{}</style>\n", head.style);
  return svg + body_ + "</svg>\n";
}

}  // namespace schedlitmus
