// One proposed check as JSON. Internal to file_text().
#pragma once

#include <string>

#include "record/file_text.hpp"

namespace schedlitmus::record {

/// The check with this form, as an object that stands `indent` columns to the right; `why` is put in.
[[nodiscard]] std::string check_text(const Probe& probe, const Form& form, const Texts& texts, const std::string& why,
                                     int indent);

/// "Go 1.13.15, 1.14.15: seen 7..8; 12 of 12 held-out runs inside".
[[nodiscard]] std::string evidence(const Probe& probe, const Group& group, const Texts& texts,
                                   const Provenance& provenance);
/// "Go 1.27.0: seen 0..2; 0 of 6 held-out runs inside these bounds, VIOLATED with probability 99 % or more".
[[nodiscard]] std::string detection(const Probe& probe, const Group& group, const Texts& texts,
                                    const Provenance& provenance);

}  // namespace schedlitmus::record
