#include "cli/diagnose_json.hpp"

#include <nlohmann/json.hpp>

#include "trace/words.hpp"

namespace schedlitmus::cli {
namespace {

using Json = nlohmann::ordered_json;
using namespace diagnosis;

constexpr const char* kSchema = "schedlitmus-diagnosis/1";
constexpr const char* kRulesSchema = "schedlitmus-rules/1";
constexpr int kIndent = 2;

std::string text_of(const Json& document) {
  return document.dump(kIndent, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

Json figures_json(const std::vector<Figure>& figures, const Rules& rules) {
  Json list = Json::array();
  for (const auto& figure : figures) {
    Json one = {{"what", figure.what}, {"value", figure.value}, {"unit", figure.unit}};
    if (figure.rule) {
      one["rule"] = rule(*figure.rule).word;
      one["threshold"] = rules[*figure.rule];
    }
    list.push_back(std::move(one));
  }
  return list;
}

Json goroutines_json(const std::vector<SeenGoroutine>& goroutines) {
  Json list = Json::array();
  for (const auto& g : goroutines) {
    Json one = {{"id", g.id}, {"status", trace::goroutine_status(g.status).name}, {"waitreason", g.waitreason}};
    if (g.m) one["m"] = *g.m;
    if (!g.where.empty()) one["where"] = g.where;
    list.push_back(std::move(one));
  }
  return list;
}

Json evidence_json(const Evidence& evidence, const Rules& rules) {
  Json times = Json::array(), reasons = Json::array();
  for (const auto time : evidence.times) times.push_back(time.count());
  for (const auto& each : evidence.reasons)
    reasons.push_back({{"waitreason", each.waitreason}, {"first", each.first}, {"last", each.last}});
  return {{"figures", figures_json(evidence.figures, rules)},
          {"times_ms", std::move(times)},
          {"goroutines", goroutines_json(evidence.goroutines)},
          {"wait_reasons", std::move(reasons)},
          {"procs", evidence.procs},
          {"machines", evidence.machines},
          {"remarks", evidence.remarks}};
}

Json diagnosis_json(const Diagnosis& found, const Rules& rules) {
  const auto& told = about(found.name);
  Json explains = Json::array();
  for (const auto name : found.explains) explains.push_back(name_of(name));
  return {{"name", told.word},
          {"confidence", name_of(found.confidence)},
          {"title", told.title},
          {"summary", found.summary},
          {"evidence", evidence_json(found.evidence, rules)},
          {"meaning", told.meaning},
          {"advice", told.advice},
          {"misleads", told.misleads},
          {"from_ms", found.from.count()},
          {"until_ms", found.until.count()},
          {"explains", std::move(explains)}};
}

std::string_view word_of(Answer answer) {
  switch (answer) {
    case Answer::nothing:
      return "nothing found";
    case Answer::found:
      return "found";
    case Answer::cannot_tell:
      return "cannot tell";
  }
  return {};
}

}  // namespace

std::string to_json(const Findings& findings, const std::string& of) {
  Json diagnoses = Json::array(), cleared = Json::array(), unseen = Json::array();
  for (const auto& found : findings.diagnoses) diagnoses.push_back(diagnosis_json(found, findings.rules));
  for (const auto& each : findings.cleared)
    cleared.push_back({{"name", name_of(each.name)}, {"figures", figures_json(each.figures, findings.rules)}});
  for (const auto& each : findings.not_looked_at) unseen.push_back({{"name", name_of(each.name)}, {"why", each.why}});
  return text_of({{"schema", kSchema},
                  {"of", of},
                  {"answer", word_of(findings.answer)},
                  {"why", findings.why},
                  {"diagnoses", std::move(diagnoses)},
                  {"not_found", std::move(cleared)},
                  {"not_looked_at", std::move(unseen)},
                  {"samples", findings.samples},
                  {"left_out", findings.left_out},
                  {"processes", findings.processes},
                  {"from_ms", findings.from.count()},
                  {"until_ms", findings.until.count()},
                  {"detailed", findings.detailed},
                  {"gomaxprocs", findings.gomaxprocs}});
}

std::string rules_to_json(const Rules& rules) {
  Json list = Json::array();
  for (const auto& each : all_rules()) {
    list.push_back({{"rule", each.word},
                    {"diagnosis", name_of(each.name)},
                    {"threshold", rules[each.id]},
                    {"unit", each.unit},
                    {"signal", each.signal},
                    {"set_by", rules.set_by(each.id)},
                    {"from_baseline", each.margin != Margin::none},
                    {"least_samples", kLeastSamples},
                    {"source", each.source}});
  }
  return text_of({{"schema", kRulesSchema}, {"rules", std::move(list)}});
}

}  // namespace schedlitmus::cli
