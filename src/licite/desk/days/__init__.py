"""The pages a day starts from: home by profile, one's own week, the manager's page, stand-ins."""
