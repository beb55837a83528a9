#include "report/model.h"

namespace asyncq::report {

const char* name(Status status) {
  switch (status) {
    case Status::right:
      return "right";
    case Status::wrong:
      return "wrong";
    case Status::missing:
      return "missing";
    case Status::empty:
      return "empty";
    case Status::malformed:
      return "malformed";
    case Status::error:
      return "error";
  }
  return "error";
}

const char* name(CheckStatus status) {
  switch (status) {
    case CheckStatus::ok:
      return "ok";
    case CheckStatus::warning:
      return "warning";
    case CheckStatus::failed:
      return "failed";
    case CheckStatus::error:
      return "error";
  }
  return "error";
}

const char* name(VerifyStatus status) {
  switch (status) {
    case VerifyStatus::agrees:
      return "agrees";
    case VerifyStatus::differs:
      return "differs";
    case VerifyStatus::error:
      return "error";
  }
  return "error";
}

}  // namespace asyncq::report
