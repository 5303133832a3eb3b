#include "trace/log_form.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "trace/header_line.hpp"

namespace schedlitmus::trace {
namespace {

constexpr std::string_view kHead = "SCHED ";
constexpr std::string_view kExport = "journal-export";
constexpr std::size_t kFewestLines = 3;

bool is_header(std::string_view text) { return text.starts_with(kHead) && find_header_mark(text) < text.size(); }

/// Journals and docker compose say a line or two of their own first.
bool is_preamble(std::string_view line) {
  return line.empty() || line.starts_with("-- ") || line.starts_with("Attaching to ");
}

/// Adds the layers behind which the text begins as a header; the fewest that do.
bool find_layers(std::string_view text, std::vector<LogLayer>& layers, std::size_t most) {
  if (is_header(text)) return true;
  if (layers.size() == most) return false;
  for (const LogLayer layer : kLogLayers) {
    LayerRoom room;
    LogLine line{.text = text, .source = {}, .stream = {}};
    if (!take_off(layer, line, room)) continue;
    layers.push_back(layer);
    if (find_layers(line.text, layers, most)) return true;
    layers.pop_back();
  }
  return false;
}

/// The layer behind which a header stands somewhere: another text came before it on its line.
std::optional<LogLayer> layer_around(std::string_view text) {
  for (const LogLayer layer : kLogLayers) {
    LayerRoom room;
    LogLine line{.text = text, .source = {}, .stream = {}};
    if (take_off(layer, line, room) && find_header_mark(line.text) < line.text.size()) return layer;
  }
  return std::nullopt;
}

std::optional<LogLayer> layer_named(std::string_view name) {
  if (name == "docker" || name == "github") return LogLayer::timestamps;
  const auto found = std::ranges::find(kLogLayers, name, [](LogLayer layer) { return name_of(layer); });
  return found == kLogLayers.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

std::string to_string(const LogForm& form) {
  if (form.plain()) return "plain";
  std::string text(form.exported ? kExport : std::string_view());
  for (const LogLayer layer : form.layers) text += fmt::format("{}{}", text.empty() ? "" : ",", name_of(layer));
  return text;
}

std::string log_form_names() {
  std::string names = "docker";
  for (const LogLayer layer : kLogLayers) names += fmt::format(", {}", name_of(layer));
  return fmt::format("{}, {}", names, kExport);
}

Result<std::optional<LogForm>> parse_log_form(std::string_view text) {
  if (text == "auto") return std::optional<LogForm>();
  LogForm form;
  if (text == "plain") return std::optional(form);
  for (std::size_t at = 0; at <= text.size();) {
    const auto name = text.substr(at, text.find(',', at) - at);
    at += name.size() + 1;
    const auto layer = layer_named(name);
    if (name == kExport && form.plain()) {
      form.exported = true;
    } else if (layer && form.layers.size() < kMaxLogLayers) {
      form.layers.push_back(*layer);
    } else {
      return fail(fmt::format("unknown form of a log: {}", name), "--log",
                  fmt::format("auto, plain, {}, or up to {} with commas, the outermost first", log_form_names(),
                              kMaxLogLayers));
    }
  }
  return std::optional(form);
}

bool LayerTaker::take_off(LogLine& line) {
  for (std::size_t i = 0; i < layers_.size(); ++i)
    if (!trace::take_off(layers_[i], line, rooms_[i])) return i > 0;
  return true;
}

void LogGuess::count(std::string_view line) {
  if (is_preamble(line)) return;
  ++lines_;
  for (std::size_t i = 0; i < kLogLayers.size(); ++i) {
    LayerRoom room;
    LogLine tried{.text = line, .source = {}, .stream = {}};
    if (take_off(kLogLayers[i], tried, room)) ++fits_[i];
  }
}

bool LogGuess::most_have(LogLayer layer) const {
  const auto at = static_cast<std::size_t>(std::ranges::find(kLogLayers, layer) - kLogLayers.begin());
  return fits_[at] * 2 > lines_;
}

void LogGuess::see(std::string_view line) {
  if (decided_) return;
  if (lines_ == 0 && (line.starts_with("__CURSOR=") || line.starts_with("__REALTIME_TIMESTAMP="))) {
    decided_ = {.exported = true, .layers = {}};
    return;
  }
  count(line);
  LogForm form;
  for (std::size_t most = 0; most <= kMaxLogLayers; ++most) {
    form.layers.clear();
    if (!find_layers(line, form.layers, most)) continue;
    if (!form.layers.empty() && !most_have(form.layers.front())) form.layers.clear();
    decided_ = form;
    return;
  }
  if (const auto layer = layer_around(line); layer && most_have(*layer)) {
    decided_ = {.layers = {*layer}};
  } else if (find_header_mark(line) < line.size()) {
    decided_ = LogForm();
  }
}

LogForm LogGuess::best() const {
  if (decided_) return *decided_;
  const auto most = std::ranges::max_element(fits_);
  if (*most < kFewestLines || *most * 2 <= lines_) return {};
  return {.layers = {kLogLayers[static_cast<std::size_t>(most - fits_.begin())]}};
}

}  // namespace schedlitmus::trace
