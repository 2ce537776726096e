/// The fields of a resource in the order of its documents, with what becomes of each.
///
/// Writing is of the whole resource: what the body leaves out is cleared. Fields the rules do not
/// name stay as stored, and are not accepted from the body. An older document that lacks a field
/// does not gain it unless it is sent.
struct FieldRules {
  private let rules: [(name: String, rule: FieldRule)]

  init(_ rules: KeyValuePairs<String, FieldRule>) {
    self.rules = rules.map { ($0.key, $0.value) }
  }

  /// The resource after the body `sent` was written over `old`, nil for a new one.
  func apply(_ sent: JSON, over old: JSON?) -> JSON {
    var members: [JSONMember] = []
    for (name, rule) in rules {
      let stored = old?[name]
      let given = sent[name]
      switch rule {
      case .input(let fallback) where old == nil || stored != nil || given != nil,
        .recentInput(let fallback) where stored != nil || given != nil:
        let isGiven = given != nil && given != JSON.null
        members.append(JSONMember(name, isGiven ? given! : fallback))
      case .readOnly(let fallback) where old == nil || stored != nil:
        members.append(JSONMember(name, stored ?? fallback))
      case .value(let value):
        members.append(JSONMember(name, value))
      default: break
      }
    }
    let known = Set(rules.map(\.name))
    if case .object(let stored)? = old {
      members += stored.filter { !known.contains($0.name) }
    }
    return .object(members)
  }
}
