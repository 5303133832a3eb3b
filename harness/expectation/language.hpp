// The one table of what an expectation file can say: every object with its
// keys. The schema for editors, the reference and `schedlitmus language` are
// made from it; tests hold the strict reader against it. Fields are in
// trace/fields, which stands in it with all its observables.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace schedlitmus::expectation {

struct LanguageKey {
  std::string_view name;
  std::string_view type;  ///< for people, in Markdown
  /// What JSON Schema says of its value: an object as JSON text, or the name of a definition.
  /// "@fields", "@lists", "@statuses", "@facts", "@aggregates", "@diagnoses" and "@rules" in it stand for the names in
  /// the tables of these.
  std::string_view schema;
  std::string_view meaning;  ///< sentences
  bool required = false;
};

struct LanguageObject {
  std::string_view name;     ///< of its definition in the schema
  std::string_view title;    ///< in the reference
  std::string_view meaning;  ///< sentences
  std::vector<LanguageKey> keys;
  std::string_view
      rules;  ///< what its keys mean for each other, as members of the schema's object: `"anyOf": [...]`; may be empty
};

/// The file itself first, then all others in the order of the reference.
[[nodiscard]] const std::vector<LanguageObject>& language_objects();

/// What is no object of the file's language: texts, durations, ... and rules that several objects share.
struct LanguageDefinition {
  std::string_view name;
  std::string_view schema;  ///< as in LanguageKey
};
[[nodiscard]] std::span<const LanguageDefinition> language_definitions();

/// A check that shows one key or one field at work. Each is tried on recorded traces by a test.
struct LanguageExample {
  std::string_view shows;  ///< "share", "idleprocs": the name of a check's key or of a field
  std::string_view check;  ///< its JSON, without "id" and braces
};
[[nodiscard]] std::span<const LanguageExample> language_examples();
/// The example as an expectation file.
[[nodiscard]] std::string file_of(const LanguageExample& example);

/// expectations/schema/expectation.schema.json: JSON Schema, draft 7.
[[nodiscard]] std::string language_schema();
/// expectations/schema/defaults.schema.json, of the files defaults.json.
[[nodiscard]] std::string language_defaults_schema();
/// docs/expectations.md
[[nodiscard]] std::string language_reference();
/// What the reference says of one key, field or object, for a terminal; empty: there is none of that name.
[[nodiscard]] std::string explain_word(std::string_view word);

}  // namespace schedlitmus::expectation
