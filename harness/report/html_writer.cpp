#include "report/html_writer.hpp"

#include "report/escape.hpp"
#include "report/format.hpp"

namespace schedlitmus::report {

void Html::open(std::string_view element, Attributes attributes, std::string_view end) {
  out_ += '<';
  out_ += element;
  for (const auto& [name, value] : attributes) {
    if (value.empty()) continue;
    out_ += ' ';
    out_ += name;
    out_ += "=\"";
    out_ += escape_html(clean_text(value));
    out_ += '"';
  }
  out_ += end;
}

void Html::close(std::string_view element) {
  out_ += "</";
  out_ += element;
  out_ += '>';
}

void Html::element(std::string_view element, Attributes attributes, std::string_view text) {
  open(element, attributes, ">");
  this->text(text);
  close(element);
}

void Html::text(std::string_view text) { out_ += escape_html(clean_text(text)); }

void Html::preformatted(std::string_view text) {
  open("pre", {}, ">");
  out_ += escape_html(clean_text(text, Lines::many));
  close("pre");
}

void Html::prose(const std::string& text) { out_ += html_of(clean_text(text)); }

}  // namespace schedlitmus::report
