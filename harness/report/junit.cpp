// JUnit XML as the Ant and the Jenkins schema both accept it: one suite for
// each expectation and GOMAXPROCS, one case for each check and release.
#include <fmt/format.h>

#include <chrono>
#include <pugixml.hpp>
#include <sstream>
#include <string_view>
#include <vector>

#include "report/binning.hpp"
#include "report/facts.hpp"
#include "report/format.hpp"
#include "report/writers.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::report {
namespace {

/// The schema's dateTime: without a zone and without fractions.
constexpr std::string_view kDateTime = "dddd-dd-ddTdd:dd:dd";

bool is_date_time(const std::string& text) {
  if (text.size() < kDateTime.size()) return false;
  for (std::size_t i = 0; i < kDateTime.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kDateTime[i] == 'd' ? !digit : text[i] != kDateTime[i]) return false;
  }
  return true;
}

/// A suite's cases, counted while they are written.
class Suite {
 public:
  Suite(pugi::xml_node root, const Report& report, const std::string& name, const std::string& package)
      : node_(root.append_child("testsuite")) {
    const Context& context = report.context;
    attribute(node_, "name", name);
    if (is_date_time(context.started)) attribute(node_, "timestamp", context.started.substr(0, kDateTime.size()));
    attribute(node_, "hostname", context.host.empty() ? "localhost" : context.host);
    attribute(node_, "id", std::to_string(std::distance(root.begin(), root.end()) - 1));
    attribute(node_, "package", package);
    write_properties(report);
  }

  pugi::xml_node add_case(const std::string& name, const std::string& classname, double seconds) {
    pugi::xml_node node = node_.append_child("testcase");
    attribute(node, "name", name);
    attribute(node, "classname", classname);
    attribute(node, "time", fmt::format("{:.3f}", seconds));
    ++tests_;
    seconds_ += seconds;
    return node;
  }
  void fail(pugi::xml_node node, const char* type, const std::string& message, const std::string& text) {
    ++failures_;
    explain(node.append_child("failure"), message, type, text);
  }
  void error(pugi::xml_node node, const std::string& message, const std::string& text) {
    ++errors_;
    explain(node.append_child("error"), message, "harness", text);
  }
  void skip(pugi::xml_node node, const std::string& message) {
    ++skipped_;
    attribute(node.append_child("skipped"), "message", message);
  }
  void say(const std::string& line) { out_ += line + "\n"; }

  void finish() {
    attribute(node_, "tests", std::to_string(tests_));
    attribute(node_, "failures", std::to_string(failures_));
    attribute(node_, "errors", std::to_string(errors_));
    attribute(node_, "skipped", std::to_string(skipped_));
    attribute(node_, "time", fmt::format("{:.3f}", seconds_));
    node_.append_child("system-out").text().set(clean_text(out_, Lines::many).c_str());
    node_.append_child("system-err");
  }

 private:
  static void attribute(pugi::xml_node node, const char* name, const std::string& value) {
    node.append_attribute(name).set_value(clean_text(value).c_str());
  }
  static void explain(pugi::xml_node node, const std::string& message, const char* type, const std::string& text) {
    attribute(node, "message", message);
    attribute(node, "type", type);
    node.text().set(clean_text(text, Lines::many).c_str());
  }
  void write_properties(const Report& report) {
    const Context& context = report.context;
    pugi::xml_node properties = node_.append_child("properties");
    const auto property = [&](const char* name, const std::string& value) {
      if (value.empty()) return;
      const pugi::xml_node node = properties.append_child("property");
      attribute(node, "name", name);
      attribute(node, "value", value);
    };
    property("schedlitmus.version", context.version);
    property("schedlitmus.command", context.command);
    property("schedlitmus.seed", std::to_string(context.seed));
    property("schedlitmus.store", context.store);
    property("schedlitmus.campaign", std::to_string(context.campaign));
    if (!report.noise) return;
    property("schedlitmus.noise.runs", std::to_string(report.noise->runs));
    property("schedlitmus.noise.excluded", std::to_string(report.noise->excluded));
    property("schedlitmus.noise.limits", report.noise->source);
    for (const NoiseSignal& signal : report.noise->signals) {
      const std::string name = "schedlitmus.noise." + signal.name;
      if (signal.median >= 0) property((name + ".median").c_str(), format_number(signal.median));
      if (signal.most >= 0) property((name + ".most").c_str(), format_number(signal.most));
      if (signal.limit >= 0) property((name + ".limit").c_str(), format_number(signal.limit));
    }
  }

  pugi::xml_node node_;
  int tests_ = 0, failures_ = 0, errors_ = 0, skipped_ = 0;
  double seconds_ = 0;
  std::string out_;
};

/// Expected, seen, times, place and command: a person reads this in the CI system.
std::string explanation(const Cell& cell, const CheckReport& check, const std::vector<Bin>& bins) {
  std::string text;
  const auto line = [&](const std::string& label, const std::string& value) {
    text += fmt::format("{:<12}{}\n", label + ":", value);
  };
  const auto lines = [&](const std::vector<Fact>& facts) {
    for (const Fact& fact : facts) line(fact.label, fact.text);
  };
  lines(expectation_facts(check));
  for (const std::string& bin : describe_bins(bins)) line("seen", bin);
  lines(check_facts(check));
  lines(cell_facts(cell));
  lines(command_facts(cell));
  return text;
}

std::string seen_in_short(const CheckReport& check) {
  if (check.verdict.histogram.empty()) return {};
  const auto& most = check.verdict.histogram.front();
  return fmt::format("; seen mostly {}", most.seen);
}

void write_check(Suite& suite, pugi::xml_node node, const Cell& cell, const CheckReport& check,
                 const Histograms& histograms) {
  const std::string message = fmt::format("{}: expected {}; {}{}", describe_judgement(check), check.condition,
                                          describe_rate(check.verdict), seen_in_short(check));
  switch (judge(check)) {
    case Judgement::ok:
      suite.say(fmt::format("{} on {}: {}; {}", check.id, cell.release, describe_judgement(check),
                            describe_rate(check.verdict)));
      break;
    case Judgement::failed:
      suite.fail(node, check.expected_violated ? "holds" : "violated", message,
                 explanation(cell, check, histograms.seen_in(check)));
      break;
    case Judgement::inconclusive:
      suite.fail(node, "inconclusive", message, explanation(cell, check, histograms.seen_in(check)));
      break;
    case Judgement::skipped:
      suite.skip(node, check.verdict.reason);
      break;
  }
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

void write_cell(Suite& suite, const Cell& cell, const Group& group, const std::string& classname,
                const Histograms& histograms) {
  const auto case_of = [&](const std::string& id, std::size_t sharing) {
    // The checks of a cell share its runs.
    const double seconds = std::chrono::duration<double>(cell.elapsed).count() / static_cast<double>(sharing);
    return suite.add_case(fmt::format("{} on {}", id, cell.release), classname, seconds);
  };
  if (is_checked(cell)) {
    for (const CheckReport& check : cell.checks)
      write_check(suite, case_of(check.id, cell.checks.size()), cell, check, histograms);
    return;
  }
  if (cell.error) {
    // One case, not one for each check: a program that does not compile is one error.
    const std::string text = cell.reproduce.empty() ? "" : "\nreproduce: " + cell.reproduce;
    suite.error(case_of(kAllChecks, 1), first_line(cell.error->what), to_string(*cell.error) + text);
    return;
  }
  for (const std::string& id : group.checks) suite.skip(case_of(id, group.checks.size()), cell.skipped_why);
}

void write_group(pugi::xml_node root, const Report& report, const Group& group, const Histograms& histograms) {
  const std::string name =
      fmt::format("{} {}", report.expectations[group.row].name, format_setting(group.gomaxprocs, group.variant));
  Suite suite(root, report, name, report.expectations[group.row].name);
  for (const Cell* cell : group.cells)
    if (cell != nullptr) write_cell(suite, *cell, group, name, histograms);
  suite.finish();
}

/// What went wrong with the whole: a CI system must not take a report without any verdict for a pass.
std::vector<Error> errors_of_the_whole(const Report& report) {
  std::vector<Error> errors = report.errors;
  if (report.interrupted) {
    errors.push_back({"interrupted", "", "what was finished is kept; run again with --resume to go on"});
  } else if (totals(report).errors == 0 && exit_code(report, false) == 3) {
    errors.push_back({"nothing was checked", "", ""});
  }
  return errors;
}

void write_errors(pugi::xml_node root, const Report& report) {
  const std::vector<Error> errors = errors_of_the_whole(report);
  if (errors.empty()) return;
  Suite suite(root, report, "schedlitmus", "schedlitmus");
  for (const Error& error : errors) {
    const std::string what = first_line(error.what);
    suite.error(suite.add_case(error.where.empty() ? what : error.where, "schedlitmus", 0), what, to_string(error));
  }
  suite.finish();
}

}  // namespace

std::string to_junit(const Report& report) {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  const pugi::xml_node root = document.append_child("testsuites");
  const Histograms histograms(report);
  for (const Group& group : groups(report)) write_group(root, report, group, histograms);
  write_errors(root, report);
  std::ostringstream out;
  document.save(out, " ");
  return out.str();
}

}  // namespace schedlitmus::report
