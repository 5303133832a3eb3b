// expectations/schema/expectation.schema.json against the loader and the table of fields.
#include "json_schema.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "expectation/defaults.hpp"
#include "expectation/language.hpp"
#include "expectation/loader.hpp"
#include "source_dir.hpp"
#include "support/files.hpp"
#include "unit/expectation/malformed.hpp"
#include "unit/expectation/texts.hpp"

namespace schedlitmus::expectation {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const fs::path kFolder = source_dir() / "expectations";

/// Comments are allowed, as in expectation files and as editors read them.
Json json_of(const std::string& text) { return Json::parse(text, nullptr, false, true); }

Json schema_json(const char* name = "expectation.schema.json") { return JsonSchema::read(kFolder / "schema" / name); }

class SchemaTest : public testing::Test {
 protected:
  void SetUp() override { read("expectation.schema.json"); }
  void read(const char* name) { schema_ = std::make_unique<JsonSchema>(schema_json(name)); }

  /// Empty if the schema accepts the text, else why not.
  std::string refusal(const std::string& text) {
    const Json json = json_of(text);
    if (json.is_discarded()) return "not JSON";
    return schema_->refusal(json);
  }

 private:
  std::unique_ptr<JsonSchema> schema_;
};

TEST_F(SchemaTest, RefusesTheMalformedFilesThatASchemaCan) {
  for (const Malformed& file : all_malformed())
    EXPECT_EQ(!refusal(file.text).empty(), file.by_schema) << file.name << "\n" << file.text;
}

TEST_F(SchemaTest, AcceptsWhatTheLoaderAccepts) {
  const std::string scenario =
      R"({"program": "p", "args": ["-n"], "env": {"A": ""}, "go": ">=1.5", "default_releases": "1.5",
          "gomaxprocs": [2], "godebug": {"gctrace": "1"}, "trace": {"period": "1s", "detail": true, "capture": "pipe"},
          "deadline": "1m30s", "max_output": "64MiB", "max_memory": "2GB",
          "variants": [{"name": "a=1,b", "args": ["x"], "env": {"A": ""}, "godebug": {"gctrace": "0"}}]})";
  const std::vector<std::string> checks{
      R"({"id": "a", "at": "2s", "within": "1.5s", "field": "local_queues", "equals": [4, 4], "tolerance": 1, "order": "any"})",
      R"({"id": "b", "why": "w", "class": "invariant", "always": true, "from": "1s", "until": "9s", "field": "threads", "max": 8})",
      R"({"id": "c", "class": "typical", "eventually": true, "from": "1s", "by": "9s", "field": "syscall_ratio", "min": 0.5, "max": 1})",
      R"({"id": "d", "always": true, "field": "schedticks", "min": 1})",
      R"({"id": "e", "never": true, "from": {"field": "idleprocs", "equals": 2}, "until": {"field": "local_queues", "max": 0}, "field": "threads", "min": 8})",
      R"({"id": "f", "eventually": true, "from": "1s", "by": {"field": "idleprocs", "equals": 2, "tolerance": 1}, "field": "threads", "min": 8})",
      R"({"id": "g", "share": {"min": 0.1, "max": "50%"}, "field": "threads", "min": 8})",
      R"({"id": "h", "streak": {"min": 3, "max": "500ms"}, "field": "threads", "min": 8})",
      R"({"id": "i", "trend": "flat", "tolerance": 2, "field": "threads"})",
      R"({"id": "j", "trend": {"min": 10, "max": 300}, "until": "9s", "field": "threads"})",
      R"({"id": "k", "quantile": 0.95, "field": "threads", "max": 8})",
      R"({"id": "l", "aggregate": "distinct", "field": "threads", "equals": 8, "tolerance": 1})",
      R"({"id": "m", "class": "distribution", "at": "2s", "field": "runqueue", "min": 1})",
      R"({"id": "n", "class": "distribution", "at": "2s", "field": "runqueue",
          "reference": {"runs": [1, 2, 2, 3, 4.5], "go": "1.26.3", "why": "w", "margin": 1}})"};
  for (const std::string& check : checks) {
    const std::string text = file_text(scenario, check, R"("$schema": "s", "why": "w", "hold": {"max_runs": 9})");
    EXPECT_EQ(refusal(text), "") << text;
    const auto read = parse(text, "f", "f");
    EXPECT_TRUE(read.has_value()) << to_string(read.error().front());
  }
}

TEST_F(SchemaTest, AcceptsParametersInPlaceOfValues) {
  const std::string scenario =
      R"({"program": "$p", "args": "$list", "go": "$go", "gomaxprocs": ["$n"], "trace": {"period": "$time", "detail": "$on",
          "capture": "$capture"}, "deadline": "$long", "max_output": "$size", "env": {"A": "$p"}})";
  const std::string parameters =
      R"("parameters": {"p": "p", "list": ["-n"], "go": ">=1.25", "n": 2, "time": "50ms", "on": true, "capture": "pipe",
                        "long": "1m", "size": "1GB", "f": "local_queues", "split": [4, 4], "any": "any", "class": "typical",
                        "part": "10%", "test": "fixed", "runs": 9, "good": 0.9, "word": "growing", "why": "stdout", "text": "$$x"},
         "hold": {"test": "$test", "runs": "$runs", "good": "$good"})";
  const std::vector<std::string> checks{
      R"({"id": "a", "at": "$time", "within": "$time", "field": "$f", "equals": "$split", "tolerance": "$n", "order": "$any"})",
      R"({"id": "b", "class": "$class", "always": "$on", "until": "$time", "field": "threads", "max": "$n"})",
      R"({"id": "c", "share": {"min": "$part"}, "field": "threads", "min": "$n"})",
      R"({"id": "d", "trend": "$word", "field": "threads"})",
      R"({"id": "e", "outcome": "$why", "pattern": "$p", "matches": "$p"})",
      R"({"id": "f", "eventually": true, "by": {"field": "$f", "equals": "$split", "order": "$any"}, "field": "threads", "one_of": ["$n"]})"};
  for (const std::string& check : checks) {
    const std::string text = file_text(scenario, check, parameters);
    EXPECT_EQ(refusal(text), "") << text;
    const auto read = parse(text, "f", "f");
    EXPECT_TRUE(read.has_value()) << to_string(read.error().front()) << text;
  }
}

TEST_F(SchemaTest, OfDefaultsAcceptsAndRefusesAsTheLoaderDoes) {
  read("defaults.schema.json");
  for (const char* text :
       {"{}",
        R"({"$schema": "s", "parameters": {"a": 1}, "scenario": {"go": ">=1.5", "trace": false}, "releases": []})",
        R"({"scenario": {"trace": {"period": "25ms"}, "gomaxprocs": [2]}, "hold": {"good": 0.9}})"}) {
    EXPECT_EQ(refusal(text), "") << text;
    EXPECT_THAT(check_defaults({{"d", text}}), testing::IsEmpty()) << text;
  }
  for (const char* text :
       {"[]", R"({"title": "t"})", R"({"checks": []})", R"({"scenario": {"program": "p"}})",
        R"({"scenario": {"trace": {"period": "25"}}})", R"({"parameters": {"1": 2}})", R"({"parameters": {"a": {}}})",
        R"({"parameters": {"a": "$b"}})", R"({"hold": {"good": 2}})"}) {
    EXPECT_NE(refusal(text), "") << text;
    EXPECT_THAT(check_defaults({{"d", text}}), testing::Not(testing::IsEmpty())) << text;
  }
}

TEST_F(SchemaTest, AcceptsReleaseRules) {
  const std::string replacement = R"("checks": [)" + std::string(kCheck) + "]";
  for (const std::string& rule : {std::string(R"("skip": "s")"), std::string(R"("why": "w", "violated": ["c"])"),
                                  R"("why": "w", )" + replacement}) {
    const std::string text = with_more(R"("releases": [{"go": "<1.5", )" + rule + "}]");
    EXPECT_EQ(refusal(text), "") << text;
    EXPECT_TRUE(parse(text, "f", "f").has_value()) << text;
  }
}

TEST_F(SchemaTest, AcceptsEveryExampleOfTheReference) {
  for (const LanguageExample& example : language_examples())
    EXPECT_EQ(refusal(file_of(example)), "") << example.shows << "\n" << file_of(example);
}

TEST_F(SchemaTest, AcceptsEveryExpectationThatIsShipped) {
  const JsonSchema defaults(schema_json("defaults.schema.json"));
  int seen = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kFolder)) {
    const bool in_schema = entry.path().parent_path().filename() == "schema";
    if (entry.path().extension() == ".json" && !in_schema) {
      const std::string text = read_file(entry.path()).value();
      const bool is_defaults = entry.path().filename() == "defaults.json";
      EXPECT_EQ(is_defaults ? defaults.refusal(json_of(text)) : refusal(text), "") << entry.path();
      ++seen;
    }
  }
  EXPECT_GT(seen, 50);
}

TEST(Schema, HasTheFieldsOfTheTable) {
  const Json schema = schema_json();
  const Json& field = schema["definitions"]["field"];
  Json names = Json::array();
  Json meanings = Json::array();
  Json lists = Json::array();
  for (const trace::FieldInfo& info : trace::all_fields()) {
    names.push_back(info.name);
    meanings.push_back(info.meaning);
    if (info.is_list) lists.push_back(info.name);
  }
  EXPECT_EQ(field["enum"], names) << "write into the schema: " << names.dump();
  EXPECT_EQ(field["enumDescriptions"], meanings) << "write into the schema: " << meanings.dump();
  bool found = false;
  for (const Json& part : schema["definitions"]["condition"]["allOf"]) {
    if (!part.contains("if") || !part["if"].contains("properties")) continue;
    found = true;
    EXPECT_EQ(part["if"]["properties"]["field"]["enum"], lists) << "write into the schema: " << lists.dump();
  }
  EXPECT_TRUE(found);
}

/// Every key that the loader knows is described in the schema, and the other way round.
void expect_described(const Json& node, const std::string& path) {
  if (!node.is_object()) return;
  if (node.contains("properties") && node.contains("additionalProperties")) {
    EXPECT_EQ(node["additionalProperties"], false) << path;
    for (const auto& [key, property] : node["properties"].items())
      EXPECT_TRUE(property.contains("description") || property.contains("$ref")) << path << "/" << key;
  }
  for (const auto& [key, child] : node.items()) {
    std::string below = path;
    below.append("/").append(key);
    expect_described(child, below);
  }
}

TEST(Schema, DescribesEveryKeyAndAllowsNoOther) {
  expect_described(schema_json(), "");
  expect_described(schema_json("defaults.schema.json"), "");
}

}  // namespace
}  // namespace schedlitmus::expectation
