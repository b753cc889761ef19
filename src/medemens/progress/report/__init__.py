"""The annual report: written from the monitor and the figures of all systems, with the texts of its editors kept apart."""
