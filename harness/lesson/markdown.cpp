#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "lesson/writers.hpp"
#include "report/escape.hpp"
#include "report/format.hpp"

namespace schedlitmus::lesson {

namespace {

/// The longest row of backticks in the text.
std::size_t backticks_in(std::string_view text) {
  std::size_t longest = 0;
  std::size_t row = 0;
  for (const char c : text) {
    row = c == '`' ? row + 1 : 0;
    longest = std::max(longest, row);
  }
  return longest;
}

std::string code(const std::string& text) {
  const std::string fence(backticks_in(text) + 1, '`');
  const auto pad = text.starts_with('`') || text.ends_with('`') ? " " : "";
  return fmt::format("{0}{1}{2}{1}{0}", fence, pad, text);
}

std::string fenced(const std::string& text, const std::string& language) {
  const std::string fence(std::max<std::size_t>(backticks_in(text) + 1, 3), '`');
  return fmt::format("{}{}\n{}{}{}\n", fence, language, text, text.ends_with('\n') ? "" : "\n", fence);
}

std::string escaped(const std::string& text) { return report::escape_markdown(report::clean_text(text)); }

std::string table(const std::vector<Row>& rows) {
  std::string text;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const auto& cell : rows[i]) text += "| " + escaped(cell) + " ";
    text += "|\n";
    if (i > 0) continue;
    for (std::size_t j = 0; j < rows[i].size(); ++j) text += "| --- ";
    text += "|\n";
  }
  return text;
}

std::string made(const std::vector<report::Fact>& facts) {
  std::string text;
  for (const auto& fact : facts)
    text += (text.empty() ? "" : "; ") + (fact.verbatim ? code(fact.text) : escaped(fact.text));
  return text.empty() ? text : "\n*" + text + "*\n";
}

class Writer {
 public:
  Writer(const Lesson& lesson, const Taught& taught, const std::string& stem)
      : lesson_(lesson), taught_(taught), stem_(stem) {}

  FilledMarkdown write() {
    std::istringstream lines(lesson_.text);
    auto block = lesson_.blocks.begin();
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
      ++number;
      if (block != lesson_.blocks.end() && number == block->first_line) write(*block);
      const bool inside = block != lesson_.blocks.end() && number >= block->first_line;
      if (!inside) out_.text += line + "\n";
      if (inside && number == block->last_line) ++block;
    }
    out_.text += fmt::format("\n---\n\n*{}; {}. Checked again with* {}\n", escaped(describe_totals(taught_)),
                             escaped(taught_.report.context.host), code(taught_.command));
    return std::move(out_);
  }

 private:
  void write(const Block& block) {
    if (block.run) out_.text += fmt::format("> {}\n\n", escaped(describe_run(lesson_, *block.run, taught_)));
    if (block.statement) said(lesson_.statements[*block.statement], taught_.statements[*block.statement]);
    if (block.show) shown(taught_.shows[*block.show]);
  }

  void said(const Statement& statement, const Said& said) {
    out_.text += fmt::format("> **{}**\n>\n", words_of(statement));
    for (const auto& on : said.on) {
      if (on.checks.empty() || on.judgement == report::Judgement::skipped)
        out_.text += fmt::format("> - {} Go {}: {}\n", mark_of(on.judgement), on.release, escaped(on.why));
      if (on.judgement == report::Judgement::skipped) continue;
      for (const auto& check : on.checks)
        out_.text += fmt::format("> - {} Go {}: {}, {}\n", mark_of(check.judgement), on.release, code(check.expected),
                                 escaped(describe(check)));
    }
  }

  void shown(const Shown& shown) {
    if (!shown.missing.empty() || !shown.skipped.empty()) {
      out_.text += fmt::format("> {} {}\n", shown.missing.empty() ? "– not shown here:" : "✗ nothing to show:",
                               escaped(shown.missing.empty() ? shown.skipped : shown.missing));
      return;
    }
    if (!shown.caption.empty()) out_.text += report::clean_text(shown.caption) + "\n\n";
    if (!shown.text.empty()) out_.text += fenced(report::clean_text(shown.text, report::Lines::many), shown.language);
    if (!shown.words.empty()) out_.text += part_of_lesson(shown.words);
    if (!shown.table.empty()) out_.text += table(shown.table);
    if (!shown.svg.empty()) picture(shown.svg);
    out_.text += made(shown.made);
  }

  void picture(const std::string& svg) {
    const auto name = fmt::format("{}-{}.svg", stem_, out_.pictures.size() + 1);
    const auto begin = svg.find("<title");
    const auto text = svg.find('>', begin);
    const auto end = svg.find("</title>", begin);
    const auto title = end == std::string::npos ? "picture" : svg.substr(text + 1, end - text - 1);
    out_.text += fmt::format("![{}]({})\n", title, name);
    out_.pictures[name] = svg;
  }

  const Lesson& lesson_;
  const Taught& taught_;
  const std::string& stem_;
  FilledMarkdown out_;
};

}  // namespace

FilledMarkdown to_markdown(const Lesson& lesson, const Taught& taught, const std::string& stem) {
  return Writer(lesson, taught, stem).write();
}

}  // namespace schedlitmus::lesson
