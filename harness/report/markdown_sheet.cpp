#include "report/markdown_sheet.hpp"

#include <fmt/format.h>

#include "report/escape.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::report {

void MarkdownSheet::add(const std::string& piece) {
  if (left_out_ > 0 || out_.size() + piece.size() > limit_)
    ++left_out_;
  else
    out_ += piece;
}

std::string MarkdownSheet::take() {
  if (left_out_ > 0)
    out_ += fmt::format(
        "\n{} left out here, because GitHub shows no more: the HTML page (`--html`) and the JSON report (`--json`) "
        "have them all.\n",
        count_of(left_out_, "part", "parts"));
  return std::move(out_);
}

std::string code(const std::string& text) { return "<code>" + escape_markdown(text) + "</code>"; }

std::string folded(const std::string& summary, const std::string& body) {
  return fmt::format("<details><summary>{}</summary>\n\n{}\n</details>\n\n", summary, body);
}

}  // namespace schedlitmus::report
