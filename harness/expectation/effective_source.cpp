#include "expectation/effective_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "support/json_text.hpp"

namespace schedlitmus::expectation {
namespace {

struct Edit {
  std::size_t begin = 0, end = 0;  ///< bytes of the text that go
  std::string text;                ///< comes in their place
};

const DeclaredParameter* find(const Parameters& parameters, const std::string& name) {
  const auto found = std::ranges::find(parameters, name, &DeclaredParameter::name);
  return found == parameters.end() ? nullptr : &*found;
}

/// "name": value, of an inherited parameter; empty: it is not used.
std::string member_text(const std::string& name, const Parameters& parameters) {
  const DeclaredParameter* parameter = find(parameters, name);
  if (parameter == nullptr || !parameter->is_used) return {};
  return json::string_text(name) + ": " + text_of(*parameter);
}

std::string joined(std::string all, const std::string& more) {
  if (!all.empty() && !more.empty()) all += ", ";
  return all + more;
}

/// What an object gets; empty: nothing.
std::string member_text(const Inherited& one, const Parameters& parameters) {
  if (one.path == "parameters") return member_text(one.member.key, parameters);
  if (!one.path.empty() || one.member.key != "parameters")
    return json::string_text(one.member.key) + ": " + json::to_text(one.member.value);
  std::string all;
  for (const json::Member& member : one.member.value.members) all = joined(all, member_text(member.key, parameters));
  return all.empty() ? all : R"("parameters": {)" + all + "}";
}

/// Before the object's closing brace, which no comment on a line can hide.
std::vector<Edit> insertions(const std::vector<Inherited>& inherited, const Parameters& parameters) {
  std::map<const json::Value*, std::string> texts;
  for (const Inherited& one : inherited) {
    std::string& text = texts[one.own];
    text = joined(std::move(text), member_text(one, parameters));
  }
  std::vector<Edit> edits;
  for (auto& [object, text] : texts) {
    if (text.empty()) continue;
    const std::size_t brace = object->end - 1;
    edits.push_back({brace, brace, (object->members.empty() ? "" : ", ") + text});
  }
  return edits;
}

std::vector<Edit> replacements(std::string_view text, const json::Value& root, const Parameters& parameters) {
  std::vector<Edit> edits;
  const json::Member* declared = root.find("parameters");
  if (declared == nullptr) return edits;
  for (const json::Member& member : declared->value.members) {
    const DeclaredParameter* parameter = find(parameters, member.key);
    if (parameter == nullptr || !parameter->is_set) continue;
    const auto [begin, end] = std::pair(member.value.begin, member.value.end);
    const auto lines = std::ranges::count(text.substr(begin, end - begin), '\n');
    edits.push_back({begin, end, text_of(*parameter) + std::string(static_cast<std::size_t>(lines), '\n')});
  }
  return edits;
}

}  // namespace

std::string effective_source(std::string_view text, const json::Value& root, const std::vector<Inherited>& inherited,
                             const Parameters& parameters) {
  std::vector<Edit> edits = insertions(inherited, parameters);
  for (Edit& edit : replacements(text, root, parameters)) edits.push_back(std::move(edit));
  std::ranges::sort(edits, std::ranges::greater{}, &Edit::begin);
  std::string source(text);
  for (const Edit& edit : edits) source.replace(edit.begin, edit.end - edit.begin, edit.text);
  return source;
}

}  // namespace schedlitmus::expectation
