//! Files that take the place of earlier ones of the same path: read anew because they changed.

use super::job::{Before, Superseded};
use super::state::Session;
use crate::source::Loaded;

impl Session {
    /// Takes away what was read of the files that have been read anew. One of which nothing can be used now does not replace anything.
    pub(super) fn supersede(&mut self, before: &mut Before) {
        for new in before.files..self.files.len() {
            let is_usable =
                |source: &Loaded| source.file == new && source.document.problem.is_none();
            if !self.files[new].replaces || !self.loaded.iter().any(is_usable) {
                continue;
            }
            let is_earlier = |&old: &usize| {
                !self.files[old].is_gone && self.files[old].path == self.files[new].path
            };
            let earlier: Vec<usize> = (0..before.files).filter(is_earlier).collect();
            for &old in &earlier {
                self.files[old].is_gone = true;
            }
            before.superseded.files.extend(&earlier);
            self.hand_on_roles(new, &earlier);
        }
        let is_gone =
            |source: &Loaded| self.files.get(source.file).is_some_and(|file| file.is_gone);
        let gone: Vec<usize> = (0..self.loaded.len())
            .filter(|&place| is_gone(&self.loaded[place]))
            .collect();
        for &place in gone.iter().rev() {
            before
                .superseded
                .sources
                .push((place, self.loaded.remove(place)));
        }
        before.superseded.sources.reverse();
    }

    /// Puts back what was taken away.
    pub(super) fn restore(&mut self, superseded: Superseded) {
        for file in superseded.files {
            if let Some(file) = self.files.get_mut(file) {
                file.is_gone = false;
            }
        }
        for (place, source) in superseded.sources {
            self.loaded.insert(place.min(self.loaded.len()), source);
        }
    }

    /// Gives the documents of the file at `new` the roles that the user chose for those of the files before it.
    fn hand_on_roles(&mut self, new: usize, earlier: &[usize]) {
        let chosen: Vec<_> = self
            .loaded
            .iter()
            .filter(|source| earlier.contains(&source.file) && source.is_role_chosen)
            .map(|source| (source.document.path.clone(), source.role))
            .collect();
        let of_new = |source: &&mut Loaded| source.file == new && !source.is_role_chosen;
        for source in self.loaded.iter_mut().filter(of_new) {
            let path = &source.document.path;
            if let Some((_, role)) = chosen.iter().find(|(known, _)| known == path) {
                source.role = *role;
                source.is_role_chosen = true;
            }
        }
    }
}
