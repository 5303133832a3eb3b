// Which layers a log has put around a trace: as the user says, or as the first
// lines show.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.hpp"
#include "trace/log_layer.hpp"

namespace schedlitmus::trace {

struct LogForm {
  bool exported = false;         ///< journalctl -o export: fields on lines, entries with an empty line between
  std::vector<LogLayer> layers;  ///< of each line, outermost first
  [[nodiscard]] bool plain() const { return !exported && layers.empty(); }
};
/// "plain", "timestamps, compose", "journal-export".
[[nodiscard]] std::string to_string(const LogForm& form);
/// "auto" is no form; else "plain" or the names of layers, outermost first, with
/// commas. "docker", "github" are other names of timestamps.
[[nodiscard]] Result<std::optional<LogForm>> parse_log_form(std::string_view text);
/// The names that parse_log_form knows besides, for help.
[[nodiscard]] std::string log_form_names();

/// Layers that are taken off one after the other; keeps room for them.
inline constexpr std::size_t kMaxLogLayers = 3;
class LayerTaker {
 public:
  explicit LayerTaker(std::vector<LogLayer> layers) : layers_(std::move(layers)) {}
  /// As many as fit; the views are valid until the next call. False: not even the outermost.
  bool take_off(LogLine& line);

 private:
  std::vector<LogLayer> layers_;
  std::array<LayerRoom, kMaxLogLayers> rooms_;
};

/// Finds the form: by the first line with a sample's header, if more lines than
/// not have its outermost layer; without a header by most of the lines.
class LogGuess {
 public:
  /// The next line, without its end.
  void see(std::string_view line);
  [[nodiscard]] const std::optional<LogForm>& decided() const { return decided_; }
  /// What it is if no more lines are looked at.
  [[nodiscard]] LogForm best() const;

 private:
  void count(std::string_view line);
  [[nodiscard]] bool most_have(LogLayer layer) const;

  std::array<std::size_t, kLogLayers.size()> fits_{};
  std::size_t lines_ = 0;
  std::optional<LogForm> decided_;
};

}  // namespace schedlitmus::trace
