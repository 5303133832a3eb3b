#include "toolchain/program_settings.hpp"

#include <algorithm>
#include <cctype>

#include "support/json.hpp"
#include "support/object_reader.hpp"
#include "support/quote.hpp"

namespace schedlitmus::toolchain {
namespace {

constexpr int kMostCpus = 1024;

bool is_tag(const std::string& text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '.'; });
}

std::vector<std::string> read_tags(const json::Value& value, json::Problems& problems) {
  auto tags = json::read_texts(value, "\"tags\"", problems);
  for (const auto& item : value.items) {
    if (item.type != json::Type::string || is_tag(item.string)) continue;
    problems.add(item.place, quote(item.string) + " is no build tag", "letters, digits, _ and . only");
  }
  return tags;
}

void read_build(const json::Value& value, ProgramSettings& settings, json::Problems& problems) {
  json::ObjectReader reader(value, "\"build\"", problems);
  if (const auto* tags = reader.get("tags")) settings.tags = read_tags(tags->value, problems);
  settings.race = reader.boolean("race").value_or(false);
  settings.cgo = reader.boolean("cgo");
  if (settings.race && settings.cgo == false) problems.add(value.place, "\"race\" needs cgo", "leave \"cgo\" out");
  reader.finish();
}

void read_needs(json::ObjectReader& reader, const json::Value& root, ProgramSettings& settings,
                json::Problems& problems) {
  settings.go_text = reader.text("go").value_or("");
  settings.why = reader.text("why").value_or("");
  if (const auto* cpus = reader.get("cpus")) {
    settings.cpus = json::read_integer(cpus->value, "\"cpus\"", 1, kMostCpus, problems).value_or(0);
  }
  settings.namespaces = reader.boolean("namespaces").value_or(false);
  const auto* why = root.find("why");
  if (root.find("go") == nullptr && settings.cpus == 0 && !settings.namespaces && why != nullptr) {
    problems.add(why->key_place, R"("why" without "go", "cpus" or "namespaces")",
                 "it says why the program is for those releases or machines only");
  }
  if (settings.go_text.empty()) return;
  if (auto selector = Selector::parse(settings.go_text)) {
    settings.go = std::move(*selector);
  } else {
    problems.add(root.find("go")->value.place, selector.error().what, selector.error().hint);
  }
}

}  // namespace

Result<ProgramSettings> parse_program_settings(const std::string& text, const std::string& file) {
  const auto document = json::parse(text, file);
  if (!document.errors.empty()) return tl::unexpected(document.errors.front());
  if (!document.root) return fail("no JSON in it", file);
  json::Problems problems(file);
  ProgramSettings settings;
  json::ObjectReader reader(*document.root, "the program's settings", problems);
  read_needs(reader, *document.root, settings, problems);
  if (const auto* build = reader.get("build")) read_build(build->value, settings, problems);
  reader.finish();
  if (!problems.empty()) return tl::unexpected(problems.take().front());
  return settings;
}

}  // namespace schedlitmus::toolchain
