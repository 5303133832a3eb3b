#include "report/html_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/format.hpp"

namespace schedlitmus::report {

PageData text_or_nothing(const std::string& text) { return text.empty() ? PageData(false) : PageData(text); }

void add_fact(PageList& facts, const char* label, const std::string& value) {
  if (value.empty()) return;
  PageData fact;
  fact["label"] = PageData(label);
  fact["value"] = PageData(value);
  facts.push_back(std::move(fact));
}

Mark mark_of(Judgement judgement) {
  switch (judgement) {
    case Judgement::ok:
      return {"ok", "✓", "as expected"};
    case Judgement::failed:
      return {"failed", "✗", "not as expected"};
    case Judgement::inconclusive:
      return {"inconclusive", "?", "inconclusive"};
    case Judgement::skipped:
      return {"skipped", "–", "skipped"};
  }
  return {};
}

Mark mark_of(const Cell& cell) {
  if (cell.error) return {"error", "!", "error"};
  if (!cell.skipped_why.empty() || cell.checks.empty()) return mark_of(Judgement::skipped);
  for (const Judgement worst : {Judgement::failed, Judgement::inconclusive, Judgement::ok})
    if (std::any_of(cell.checks.begin(), cell.checks.end(), [&](const CheckReport& c) { return judge(c) == worst; }))
      return mark_of(worst);
  return mark_of(Judgement::skipped);
}

void set_mark(PageData& data, const Mark& mark) {
  data["state"] = PageData(mark.state);
  data["sign"] = PageData(mark.sign);
  data["state_words"] = PageData(mark.words);
}

std::string Anchors::cell(const Cell& cell) const { return fmt::format("c{}", &cell - report_.cells.data()); }

std::string Anchors::check(const Cell& cell, const CheckReport& check) const {
  return fmt::format("{}-k{}", this->cell(cell), &check - cell.checks.data());
}

std::string Anchors::group(std::size_t index) { return fmt::format("g{}", index); }

PageData error_data(const Error& error) {
  const std::string what = clean_text(error.what, Lines::many);
  const std::size_t end = std::min(what.find('\n'), what.size());
  PageData data;
  data["error_where"] = text_or_nothing(clean_text(error.where));
  data["error_what"] = PageData(what.substr(0, end));
  data["error_more"] = text_or_nothing(end < what.size() ? what.substr(end + 1) : std::string());
  data["error_hint"] = text_or_nothing(clean_text(error.hint));
  return data;
}

}  // namespace schedlitmus::report
