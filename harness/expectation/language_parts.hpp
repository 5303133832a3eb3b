// The objects of the language, a file each part. Internal to language.cpp.
#pragma once

#include <string_view>
#include <vector>

#include "expectation/language.hpp"

namespace schedlitmus::expectation {

[[nodiscard]] std::vector<LanguageObject> language_of_file();      // language_file.cpp
[[nodiscard]] std::vector<LanguageObject> language_of_judging();   // language_file.cpp
[[nodiscard]] std::vector<LanguageObject> language_of_scenario();  // language_scenario.cpp
[[nodiscard]] std::vector<LanguageObject> language_of_command();   // language_command.cpp
[[nodiscard]] std::vector<LanguageObject> language_of_checks();    // language_check.cpp
/// What is run, of a command, its load and a variant of either.
[[nodiscard]] std::vector<LanguageKey> executable_language();  // language_command.cpp
/// What JSON Schema says of lists of texts and of variables.
inline constexpr std::string_view kTextsSchema = R"({"type": "array", "items": {"type": "string"}})";
inline constexpr std::string_view kEnvSchema =
    R"({"type": "object", "propertyNames": {"pattern": "^[^=]+$", "not": {"enum": ["GODEBUG", "GOMAXPROCS"]}},
        "additionalProperties": {"type": "string"}})";
/// The keys that say what is looked at, and what it should be; a check has both, and so has a window's end.
[[nodiscard]] std::vector<LanguageKey> subject_language();    // language_condition.cpp
[[nodiscard]] std::vector<LanguageKey> condition_language();  // language_condition.cpp
[[nodiscard]] std::vector<LanguageObject> language_of_conditions();
/// defaults.json, which has the shared keys of an expectation.
[[nodiscard]] LanguageObject language_of_defaults(const LanguageObject& expectation);  // language_sharing.cpp
/// Whether defaults.json may give it.
[[nodiscard]] bool is_shared(const LanguageObject& object, const LanguageKey& key);
/// What the reference says of an object besides its keys, in Markdown; may be empty.
[[nodiscard]] std::string_view more_about(const LanguageObject& object);

}  // namespace schedlitmus::expectation
