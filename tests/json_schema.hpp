// A published JSON Schema, and what it refuses.
#pragma once

#if defined(__GNUC__) && !defined(__clang__)
// libstdc++'s <regex>, which valijson takes for patterns, under g++ 12's sanitizers: a false alarm of the compiler.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace schedlitmus {

class JsonSchema {
 public:
  explicit JsonSchema(const nlohmann::json& schema) {
    valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(Adapter(schema), schema_);
  }
  /// Comments are allowed, as in expectation files and as editors read them.
  [[nodiscard]] static nlohmann::json read(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return nlohmann::json::parse(stream, nullptr, true, true);
  }

  /// Empty if the schema accepts it, else why not.
  [[nodiscard]] std::string refusal(const nlohmann::json& json) const {
    valijson::Validator validator;
    valijson::ValidationResults results;
    if (validator.validate(schema_, Adapter(json), &results)) return {};
    valijson::ValidationResults::Error error;
    std::string all;
    while (results.popError(error)) {
      for (const std::string& step : error.context) all += step;
      all += " " + error.description + "; ";
    }
    return all;
  }

 private:
  using Adapter = valijson::adapters::NlohmannJsonAdapter;
  valijson::Schema schema_;
};

}  // namespace schedlitmus
