"""The screens of people. They call actions and queries; rights are the gate's, openings are access's."""
