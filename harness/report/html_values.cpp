#include <fmt/format.h>

#include <algorithm>

#include "report/format.hpp"
#include "report/html_parts.hpp"

namespace schedlitmus::report {
namespace {

/// A check in one condition, and the cells that have it so.
struct Form {
  std::string condition;
  std::vector<const Cell*> cells;
};

const CheckReport* check_of(const Cell& cell, const std::string& id) {
  return is_checked(cell) ? find_check(cell, id) : nullptr;
}

/// That of most releases first.
std::vector<Form> forms_of(const Group& group, const std::string& id) {
  std::vector<Form> forms{{base_condition(group, id), {}}};
  for (const Cell* cell : group.cells) {
    const CheckReport* check = cell == nullptr ? nullptr : check_of(*cell, id);
    if (check == nullptr) continue;
    auto form = std::ranges::find(forms, check->condition, &Form::condition);
    if (form == forms.end()) form = forms.insert(forms.end(), {check->condition, {}});
    form->cells.push_back(cell);
  }
  std::erase_if(forms, [](const Form& form) { return form.cells.empty(); });
  return forms;
}

/// In steps of 5 %, as the style sheet has them: it may not have one of its own for each bar.
int height_of(int runs, int all) { return std::clamp((runs * 20 + all / 2) / std::max(all, 1), 1, 20) * 5; }

void write_count(Html& html, const Bin& bin, int all) {
  if (runs_of(bin) == 0) {
    html.element("td", "");
    return;
  }
  const char* outcome = bin.missed == 0 ? "h" : bin.held == 0 ? "m" : "x";
  const auto cell = html.in("td", {{"class", fmt::format("{} b{}", outcome, height_of(runs_of(bin), all))}});
  if (bin.held > 0) html.text(fmt::format("{}", bin.held));
  if (bin.held > 0 && bin.missed > 0) html.text("+");
  if (bin.missed > 0) html.element("i", fmt::format("{}", bin.missed));
}

/// Every cell of a form has the same bins; one without a run that counts has none.
void write_bins(Html& html, const Page& page, const Form& form, const std::string& id) {
  const std::vector<Bin>* labels = nullptr;
  for (const Cell* cell : form.cells)
    if (const auto& bins = page.histograms.of(*check_of(*cell, id)); !bins.empty()) labels = &bins;
  if (labels == nullptr) return;
  for (std::size_t i = 0; i < labels->size(); ++i) {
    html.line();
    const auto row = html.in("tr");
    html.element("th", {{"scope", "row"}, {"class", "mono"}}, (*labels)[i].label);
    for (const Cell* cell : form.cells) {
      const CheckReport& check = *check_of(*cell, id);
      const auto& bins = page.histograms.of(check);
      write_count(html, bins.empty() ? Bin{} : bins[i], check.verdict.held + check.verdict.missed);
    }
  }
}

void write_verdicts(Html& html, const Page& page, const Form& form, const std::string& id) {
  const auto row = html.in("tr", {{"class", "verdicts"}});
  html.element("th", {{"scope", "row"}}, "verdict");
  for (const Cell* cell : form.cells) {
    const Mark mark = mark_of(*check_of(*cell, id));
    const auto place = html.in("td");
    const auto link = html.in("a", {{"href", "#" + page.anchor(*cell)}, {"class", fmt::format("mark {}", mark.state)}});
    html.element("span", {{"aria-hidden", "true"}}, mark.sign);
    html.element("span", {{"class", "unseen"}}, mark.words);
  }
}

void write_rates(Html& html, const Form& form, const std::string& id) {
  const auto row = html.in("tr", {{"class", "rates"}});
  html.element("th", {{"scope", "row"}}, "held / runs");
  for (const Cell* cell : form.cells) html.element("td", format_rate(check_of(*cell, id)->verdict));
}

/// What is checked, why, and where it is stated: the same for all cells of the form.
void write_about(Html& html, const CheckReport& check) {
  const auto about = html.in("div", {{"class", "about"}});
  html.element("strong", check.id);
  html.text(" ");
  html.element("code", check.condition);
  for (const std::string& why : {check.why, check.replaced_why}) {
    if (why.empty()) continue;
    const auto line = html.in("p");
    html.prose(why);
  }
  if (const std::string place = format_place(check); !place.empty())
    html.element("p", {{"class", "soft place"}}, place);
}

void write_form(Html& html, const Page& page, const Form& form, const std::string& id) {
  write_about(html, *check_of(*form.cells.front(), id));
  const std::string name = fmt::format("Values of {} over the runs", id);
  const auto scroll =
      html.in("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", name}});
  const auto table = html.in("table", {{"class", form.cells.size() > 10 ? "values many" : "values"}});
  html.element("caption", {{"class", "unseen"}}, name);
  {
    const auto head = html.in("thead");
    const auto row = html.in("tr");
    html.element("th", {{"scope", "col"}}, "runs by value");
    for (const Cell* cell : form.cells) {
      const auto column = html.in("th", {{"scope", "col"}});
      html.element("span", cell->release);
    }
  }
  const auto body = html.in("tbody");
  write_verdicts(html, page, form, id);
  write_rates(html, form, id);
  write_bins(html, page, form, id);
}

}  // namespace

void write_values(Html& html, const Page& page, const Group& group) {
  for (const std::string& id : group.checks)
    for (const Form& form : forms_of(group, id)) write_form(html, page, form, id);
}

}  // namespace schedlitmus::report
