// Pieces of the page's data that both the table and the details use.
#pragma once

#include <kainjow/mustache.hpp>
#include <string>

#include "report/model.hpp"

namespace schedlitmus::report {

using PageData = kainjow::mustache::data;
using PageList = kainjow::mustache::list;

/// The text, or false where it is empty, so that a section around it is left out.
/// Every name the template uses is set at its level: mustache would look for it further out.
[[nodiscard]] PageData text_or_nothing(const std::string& text);

/// A line "label  value"; none where the value is empty.
void add_fact(PageList& facts, const char* label, const std::string& value);

/// How a check or a cell is shown: a sign, a word and a colour that say the same.
struct Mark {
  const char* state = "none";
  const char* sign = "–";
  const char* words = "not tried";
};
[[nodiscard]] Mark mark_of(Judgement judgement);
/// The worst of its checks.
[[nodiscard]] Mark mark_of(const Cell& cell);
void set_mark(PageData& data, const Mark& mark);

/// Anchors count the report's cells, so that no name from outside gets into an id.
class Anchors {
 public:
  explicit Anchors(const Report& report) : report_(report) {}
  [[nodiscard]] std::string cell(const Cell& cell) const;
  [[nodiscard]] std::string check(const Cell& cell, const CheckReport& check) const;
  [[nodiscard]] static std::string group(std::size_t index);

 private:
  const Report& report_;
};

[[nodiscard]] PageData error_data(const Error& error);

/// Everything below the table that is said of one cell; in html_cell.cpp.
[[nodiscard]] PageData cell_data(const Cell& cell, const Anchors& anchors);

}  // namespace schedlitmus::report
