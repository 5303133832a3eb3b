// Pieces of the JSON report. Its shape is a promise, docs/report.schema.json:
// a change that can break a reader raises the number in "schema".
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "report/binning.hpp"
#include "report/model.hpp"

namespace schedlitmus::report {

using Json = nlohmann::ordered_json;

template <class T>
[[nodiscard]] Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}
/// A share; null where it is negative: it was not measured.
[[nodiscard]] inline Json known(double value) { return value < 0 ? Json(nullptr) : Json(value); }
[[nodiscard]] inline Json time_json(const std::optional<Millis>& time) {
  return time ? Json(time->count()) : Json(nullptr);
}

[[nodiscard]] Json error_json(const Error& error);
[[nodiscard]] Json noise_json(const NoiseSummary& noise);
[[nodiscard]] Json check_json(const CheckReport& check, const Histograms& histograms);
/// By columns, one entry a sample: a long trace stays a few numbers a sample.
[[nodiscard]] Json timeline_json(const Timeline& timeline);
[[nodiscard]] Json cell_json(const Report& report, const Cell& cell, const Histograms& histograms);

/// As text. What a program prints need not be UTF-8; a report is written all the same.
[[nodiscard]] std::string dump(const Json& value);

}  // namespace schedlitmus::report
